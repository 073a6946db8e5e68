import { assetPage } from './asset-page.ts'
import { channelsPage } from './channels-page.ts'
import type { DocsPage } from './docs-page.ts'
import { documentUrl } from './document-url.ts'
import { foreignSockets } from './foreign-sockets.ts'
import { channelsPageVersion } from './generated/channels-page-version.ts'
import { htmlPage } from './html-page.ts'
import { jsonPage } from './json-page.ts'
import { relativeUrl } from './relative-url.ts'
import { pathBelow } from './shown-document.ts'
import { textPage } from './text-page.ts'

/** Where the AsyncAPI document and its page are, and what they show. */
export interface AsyncApiPagesOptions {
  /** The name of the app, in the browser's tab. */
  readonly title: string
  /** Makes the document for whoever asks for it at a URL, as far as that is known. */
  readonly document: (documentUrl?: string) => unknown
  /** Where the document is: `/asyncapi.json` unless said otherwise; `false` for nowhere, and no page either. */
  readonly asyncapiUrl?: string | false
  /** Where its page is: `/asyncapi` unless said otherwise; `false` for nowhere. */
  readonly asyncapiDocsUrl?: string | false
}

/**
 * The routes of the AsyncAPI document and of the page that shows it, for an app to register. The document is made for
 * each request: AsyncAPI's servers need a host, and the request knows it.
 */
export function asyncApiPages(options: AsyncApiPagesOptions): readonly DocsPage[] {
  const { title, document, asyncapiUrl = '/asyncapi.json', asyncapiDocsUrl = '/asyncapi' } = options
  if (asyncapiUrl === false) return []
  const json = jsonPage(asyncapiUrl, (exchange) => document(documentUrl(exchange)))
  if (asyncapiDocsUrl === false) return [json]
  const script = pathBelow(asyncapiDocsUrl, `${channelsPageVersion}/page.js`)
  const style = pathBelow(asyncapiDocsUrl, `${channelsPageVersion}/page.css`)
  const html = channelsPage({
    title,
    documentUrl: relativeUrl(asyncapiDocsUrl, asyncapiUrl),
    scriptUrl: relativeUrl(asyncapiDocsUrl, script),
    styleUrl: relativeUrl(asyncapiDocsUrl, style),
  })
  return [
    json,
    textPage(asyncapiDocsUrl, () =>
      htmlPage(html, { connect: foreignSockets(document()), directives: { 'style-src': "'self'" } }),
    ),
    assetPage(script, () => import('./generated/channels-page-script.ts')),
    assetPage(style, () => import('./generated/channels-page-style.ts')),
  ]
}
