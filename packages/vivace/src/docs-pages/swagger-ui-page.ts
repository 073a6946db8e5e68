import { escapeHtml } from './escape-html.ts'
import { htmlShell, scriptElement, styleLink } from './html-shell.ts'

/** What the page of Swagger UI is made of; every URL as the page sees it. */
export interface SwaggerUiPageOptions {
  readonly title: string
  /** The API document: `./openapi.json`. */
  readonly documentUrl: string
  readonly scriptUrl: string
  readonly styleUrl: string
  readonly initializerUrl: string
  /** Where an authorization server sends the browser back to. */
  readonly redirectUrl: string
}

/**
 * The HTML of Swagger UI's page. It has no inline script: the initializer reads its options from the element.
 *
 *     swaggerUiPage({ title: 'Shop', documentUrl: './openapi.json', … })
 */
export function swaggerUiPage(options: SwaggerUiPageOptions): string {
  return htmlShell({
    title: options.title,
    style: styleLink(options.styleUrl),
    body: `<div id="docs" data-document="${escapeHtml(options.documentUrl)}" data-redirect="${escapeHtml(options.redirectUrl)}"></div>
${scriptElement(options.scriptUrl)}
${scriptElement(options.initializerUrl)}`,
  })
}

/** Starts Swagger UI on its page. `validatorUrl: null`: the document is shown to nobody else. */
export const swaggerUiInitializer: string = `'use strict'
const element = document.getElementById('docs')
window.ui = SwaggerUIBundle({
  url: new URL(element.dataset.document, location.href).href,
  oauth2RedirectUrl: new URL(element.dataset.redirect, location.href).href,
  domNode: element,
  validatorUrl: null,
  deepLinking: true,
  showExtensions: true,
  showCommonExtensions: true,
})
`

/** The page that an authorization server sends the browser back to. */
export function swaggerUiRedirectPage(scriptUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Authorization</title>
<link rel="icon" href="data:,">
</head>
<body>
<script src="${escapeHtml(scriptUrl)}"></script>
</body>
</html>
`
}
