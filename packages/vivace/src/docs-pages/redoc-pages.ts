import { assetPage } from './asset-page.ts'
import type { DocsPage } from './docs-page.ts'
import { htmlPage, scriptPage } from './html-page.ts'
import { redocInitializer, redocPage } from './redoc-page.ts'
import { relativeUrl } from './relative-url.ts'
import { pathBelow, type ShownDocument } from './shown-document.ts'
import { textPage } from './text-page.ts'

/** Stands in the asset's path; a test holds it to the vendored file. */
export const redocVersion: string = '2.5.4'

/** ReDoc at a path, and everything that it needs below that path. */
export function redocPages(path: string, { title, path: documentPath }: ShownDocument): readonly DocsPage[] {
  const script = pathBelow(path, `${redocVersion}/redoc.standalone.js`)
  const initializer = pathBelow(path, 'initializer.js')
  const html = redocPage({
    title,
    documentUrl: relativeUrl(path, documentPath),
    scriptUrl: relativeUrl(path, script),
    initializerUrl: relativeUrl(path, initializer),
  })
  return [
    // The search runs in a worker that ReDoc makes from a blob.
    textPage(path, () => htmlPage(html, { directives: { 'worker-src': 'blob:' } })),
    textPage(initializer, () => scriptPage(redocInitializer)),
    assetPage(script, () => import('./generated/redoc-bundle.ts')),
  ]
}
