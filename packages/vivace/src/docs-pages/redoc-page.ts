import { escapeHtml } from './escape-html.ts'
import { htmlShell, scriptElement } from './html-shell.ts'

/** What the page of ReDoc is made of; every URL as the page sees it. */
export interface RedocPageOptions {
  readonly title: string
  /** The API document: `./openapi.json`. */
  readonly documentUrl: string
  readonly scriptUrl: string
  readonly initializerUrl: string
}

/**
 * The HTML of ReDoc's page. It has no inline script: the initializer reads its options from the element.
 *
 *     redocPage({ title: 'Shop', documentUrl: './openapi.json', … })
 */
export function redocPage(options: RedocPageOptions): string {
  return htmlShell({
    title: options.title,
    style: '<style>body { margin: 0 }</style>',
    body: `<div id="docs" data-document="${escapeHtml(options.documentUrl)}"></div>
${scriptElement(options.scriptUrl)}
${scriptElement(options.initializerUrl)}`,
  })
}

/** Starts ReDoc on its page. The fonts are the reader's own: ReDoc's usual ones come from another host. */
export const redocInitializer: string = `'use strict'
const element = document.getElementById('docs')
const fontFamily = 'system-ui, sans-serif'
Redoc.init(
  new URL(element.dataset.document, location.href).href,
  { theme: { typography: { fontFamily, headings: { fontFamily } } } },
  element,
)
`
