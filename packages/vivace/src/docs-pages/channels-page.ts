import { escapeHtml } from './escape-html.ts'
import { htmlShell, scriptElement, styleLink } from './html-shell.ts'

/** What the channels page is made of; every URL as the page sees it. */
export interface ChannelsPageOptions {
  readonly title: string
  /** The AsyncAPI document: `./asyncapi.json`. */
  readonly documentUrl: string
  readonly scriptUrl: string
  readonly styleUrl: string
}

/**
 * The HTML of the page that shows the channels of an app and connects to them. It has no inline script: the script
 * reads its options from the element.
 *
 *     channelsPage({ title: 'Talk', documentUrl: './asyncapi.json', … })
 */
export function channelsPage(options: ChannelsPageOptions): string {
  const documentUrl = escapeHtml(options.documentUrl)
  return htmlShell({
    title: options.title,
    style: styleLink(options.styleUrl),
    body: `<main id="docs" data-document="${documentUrl}">
<noscript>This page needs JavaScript. What it shows is in <a href="${documentUrl}">the AsyncAPI document</a>.</noscript>
</main>
${scriptElement(options.scriptUrl)}`,
  })
}
