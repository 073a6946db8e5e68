import { escapeHtml } from './escape-html.ts'

/** What a page is made of besides its title. */
export interface HtmlShell {
  readonly title: string
  /** What the head ends with: a link to a style, or a style. */
  readonly style: string
  readonly body: string
}

/**
 * A whole page in English for screens of any size, with an icon that is asked of nobody.
 *
 *     htmlShell({ title: 'Shop', style: '<style>body { margin: 0 }</style>', body: '<div id="docs"></div>' })
 */
export function htmlShell({ title, style, body }: HtmlShell): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${style}
</head>
<body>
${body}
</body>
</html>
`
}

/** A link to a style sheet. */
export function styleLink(url: string): string {
  return `<link rel="stylesheet" href="${escapeHtml(url)}">`
}

/** A script of another file. */
export function scriptElement(url: string): string {
  return `<script src="${escapeHtml(url)}"></script>`
}
