import { contentSecurityPolicy, type PageNeeds } from './content-security-policy.ts'
import type { PageText } from './text-page.ts'

/** What a page of HTML is allowed. */
export interface HtmlPageRules extends PageNeeds {
  /** The Cross-Origin-Opener-Policy. `same-origin` if absent. */
  readonly opener?: 'same-origin' | 'same-origin-allow-popups' | 'unsafe-none'
}

/** A page of HTML with the headers that keep it to itself. */
export function htmlPage(text: string, { opener = 'same-origin', ...needs }: HtmlPageRules = {}): PageText {
  const headers = [
    ...['content-security-policy', contentSecurityPolicy(needs)],
    ...['cross-origin-opener-policy', opener, 'referrer-policy', 'no-referrer'],
  ]
  return { mediaType: 'text/html; charset=utf-8', text, headers }
}

/** A script that is written here. */
export function scriptPage(text: string): PageText {
  return { mediaType: 'text/javascript; charset=utf-8', text }
}
