import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Why there is no browser; `undefined` if there is one. CI installs it, a user's machine need not. */
export const noChromium: string | undefined = existsSync(path)
  ? undefined
  : `There is no Chromium at ${path}; set CHROMIUM_PATH, or install it: apt-get install chromium`

/** Starts a browser that asks nobody for anything of its own accord. */
export function launchChromium(): Promise<Browser> {
  const quiet = ['no-first-run', 'disable-background-networking', 'disable-component-update', 'disable-sync']
  const args = ['headless', 'no-sandbox', 'disable-gpu', 'disable-quic', ...quiet].map((flag) => `--${flag}`)
  return chromium.launch({ executablePath: path, args })
}

/** A page, and what went wrong on it or went elsewhere. */
export interface WatchedPage {
  readonly page: Page
  /** Console errors and warnings, exceptions, failed requests, answers of 400 and above. */
  readonly troubles: readonly string[]
  /** URLs of other hosts that were asked for; they are not let through. */
  readonly foreign: readonly string[]
}

/** Opens a page that may ask one host alone. */
export async function openPage(context: BrowserContext, host: string): Promise<WatchedPage> {
  const page = await context.newPage()
  const troubles: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text())
  })
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`))
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.host !== host) foreign.push(url.href)
  })
  await page.route(
    (url) => /^https?:$/.test(url.protocol) && url.host !== host,
    (route) => route.abort(),
  )
  return { page, troubles, foreign }
}
