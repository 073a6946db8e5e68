import { assetPage } from './asset-page.ts'
import type { DocsPage } from './docs-page.ts'
import { foreignOrigins } from './foreign-origins.ts'
import { htmlPage, scriptPage } from './html-page.ts'
import { relativeUrl } from './relative-url.ts'
import { pathBelow, type ShownDocument } from './shown-document.ts'
import { swaggerUiInitializer, swaggerUiPage, swaggerUiRedirectPage } from './swagger-ui-page.ts'
import { textPage } from './text-page.ts'

/** Stands in the assets' paths; a test holds it to the vendored files. */
export const swaggerUiVersion: string = '5.35.0'

/** Swagger UI at a path, and everything that it needs below that path. */
export function swaggerUiPages(
  path: string,
  { title, path: documentPath, document }: ShownDocument,
): readonly DocsPage[] {
  const vendored = (name: string): string => pathBelow(path, `${swaggerUiVersion}/${name}`)
  const script = vendored('swagger-ui-bundle.js')
  const style = vendored('swagger-ui.css')
  const initializer = pathBelow(path, 'initializer.js')
  const redirect = pathBelow(path, 'oauth2-redirect')
  const redirectScript = vendored('oauth2-redirect.js')
  const html = swaggerUiPage({
    title,
    documentUrl: relativeUrl(path, documentPath),
    scriptUrl: relativeUrl(path, script),
    styleUrl: relativeUrl(path, style),
    initializerUrl: relativeUrl(path, initializer),
    redirectUrl: relativeUrl(path, redirect),
  })
  const redirectHtml = swaggerUiRedirectPage(relativeUrl(redirect, redirectScript))
  return [
    // Authorization happens in a window that goes to another origin and comes back to the redirect page; with
    // the default policy the two windows would lose each other.
    textPage(path, () =>
      htmlPage(html, { connect: foreignOrigins(document()), opener: 'same-origin-allow-popups' }),
    ),
    textPage(redirect, () => htmlPage(redirectHtml, { opener: 'unsafe-none' })),
    textPage(initializer, () => scriptPage(swaggerUiInitializer)),
    assetPage(script, () => import('./generated/swagger-ui-bundle.ts')),
    assetPage(style, () => import('./generated/swagger-ui-style.ts')),
    assetPage(redirectScript, () => import('./generated/swagger-ui-redirect.ts')),
  ]
}
