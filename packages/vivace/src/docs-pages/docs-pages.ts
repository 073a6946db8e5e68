import type { DocsPage } from './docs-page.ts'
import { redocPages } from './redoc-pages.ts'
import type { ShownDocument } from './shown-document.ts'
import { swaggerUiPages } from './swagger-ui-pages.ts'
import { textPage } from './text-page.ts'

/** Where the docs pages are, and what they show. */
export interface DocsPagesOptions {
  /** The name of the app, in the browser's tab. */
  readonly title: string
  /** Makes the API document; called once, when it is first asked for. */
  readonly document: () => unknown
  /** Where Swagger UI is: `/docs` unless said otherwise; `false` for nowhere. */
  readonly docsUrl?: string | false
  /** Where ReDoc is: `/redoc` unless said otherwise; `false` for nowhere. */
  readonly redocUrl?: string | false
  /** Where the document is: `/openapi.json` unless said otherwise; `false` for nowhere, and no pages either. */
  readonly openapiUrl?: string | false
}

/**
 * The routes of the API document and of the pages that show it, for an app to register. Everything is served
 * by the app itself, and every URL in the pages is relative, so that they work under any mount or proxy.
 *
 *     for (const page of docsPages({ title: 'Shop', document: () => writeOpenApi(info, operations) })) …
 */
export function docsPages(options: DocsPagesOptions): readonly DocsPage[] {
  const { docsUrl = '/docs', redocUrl = '/redoc', openapiUrl = '/openapi.json' } = options
  if (openapiUrl === false) return []
  let made: { readonly document: unknown } | undefined
  const document = (): unknown => (made ??= { document: options.document() }).document
  const shown: ShownDocument = { title: options.title, path: openapiUrl, document }
  return [
    textPage(openapiUrl, () => ({ mediaType: 'application/json', text: JSON.stringify(document()) })),
    ...(docsUrl === false ? [] : swaggerUiPages(docsUrl, shown)),
    ...(redocUrl === false ? [] : redocPages(redocUrl, shown)),
  ]
}
