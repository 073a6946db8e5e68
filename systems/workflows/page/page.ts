import { existsSync, readFileSync } from 'node:fs'

// Beside this file, or two folders above what the compiler has made of it in `dist/page`.
const beside = new URL('./assets/', import.meta.url)

/** The folder with the script and the style of the page. */
export const assets = existsSync(beside) ? beside : new URL('../../page/assets/', import.meta.url)

const template = readFileSync(new URL('../page.html', assets), 'utf8')

/** The page on which people begin runs and watch them. `health` is where the service says what it works with. */
export function pageFor(health: string): string {
  return template.replace('{{health}}', health)
}

/** The page loads its own script and style, calls its own server, and nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
