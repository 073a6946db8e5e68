import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const skipped = new Set(['node_modules', 'dist', 'coverage', '.git'])

/**
 * The files under a folder whose path matches, sorted, relative to `root` and with forward slashes; none
 * if the folder is absent.
 *
 *     listFiles(root, 'docs', /\.md$/)   // ['docs/errors.md', 'docs/tutorial/01-first-steps.md']
 */
export function listFiles(root: string, folder: string, pattern: RegExp): string[] {
  const found: string[] = []
  if (!existsSync(join(root, folder))) return found
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) found.push(...listFiles(root, path, pattern))
    else if (pattern.test(path)) found.push(path)
  }
  return found.sort()
}
