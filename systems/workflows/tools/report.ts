import markdownIt from 'markdown-it'
import type { ExportFormat, Source } from '../models/results.ts'

/** What a report is made of. */
export interface Report {
  readonly topic: string
  /** Markdown. */
  readonly text: string
  readonly sources: readonly Source[]
}

/**
 * A report as a document with its list of sources.
 *
 *     writeReport({ topic: 'AI ethics', text, sources }, 'html')
 */
export function writeReport(report: Report, format: ExportFormat): string {
  if (format === 'json') return JSON.stringify(report, undefined, 2)
  return format === 'html' ? htmlReport(report) : markdownReport(report)
}

function markdownReport({ topic, text, sources }: Report): string {
  const list = sources.map((source, at) => `${at + 1}. ${described(source)}\n   <${source.url}>`)
  const references = list.length === 0 ? [] : ['## Sources', list.join('\n')]
  return [...titleOf(topic, text), text.trim(), ...references].join('\n\n') + '\n'
}

// HTML in the text is shown as text, and links lead only to http, https and mailto. Pictures would be fetched from
// wherever the text says, and tell who reads it.
const markdown = markdownIt({ html: false, linkify: false }).disable('image')
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:|#)/i.test(url)

const citations = /\[(\d+(?:, \d+)*)\]/g

/** What the text of a report is rendered with. */
interface Rendering {
  readonly sources: number
}

// Within texts alone: in an attribute the same characters are no citation.
markdown.renderer.rules['text'] = (tokens, at, ...[, rendering]) => {
  // It is what `render` was given.
  const { sources } = rendering as Rendering
  return escapeHtml(tokens[at]?.content ?? '').replaceAll(citations, (written, list: string) => {
    const numbers = list.split(', ')
    if (numbers.some((number) => Number(number) > sources)) return written
    return `[${numbers.map((number) => `<a href="#source-${number}">${number}</a>`).join(', ')}]`
  })
}

function htmlReport({ topic, text, sources }: Report): string {
  const title = escapeHtml(topic)
  const heading = titleOf(topic, text).length === 0 ? '' : `<h1>${title}</h1>\n`
  const rendering: Rendering = { sources: sources.length }
  const cited = markdown.render(text, rendering)
  const items = sources.map((source, at) => {
    const link = /^https?:\/\//i.test(source.url)
      ? `<br><a href="${escapeHtml(source.url)}" rel="noopener noreferrer">${escapeHtml(source.url)}</a>`
      : ''
    return `<li id="source-${at + 1}">${escapeHtml(described(source))}${link}</li>`
  })
  const references = items.length === 0 ? '' : `<h2>Sources</h2>\n<ol>\n${items.join('\n')}\n</ol>\n`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
<main>
${heading}${cited}${references}</main>
</body>
</html>
`
}

/** The topic as a title, unless the text begins with one of its own. */
function titleOf(topic: string, text: string): string[] {
  return text.trimStart().startsWith('# ') ? [] : [`# ${oneLine(topic)}`]
}

function described({ title, authors, published_at }: Source): string {
  const shown = authors.length > 3 ? [...authors.slice(0, 3), 'et al.'] : authors
  const facts = [shown.join(', '), published_at?.slice(0, 4) ?? ''].filter((fact) => fact !== '')
  return oneLine(facts.length === 0 ? title : `${title} (${facts.join(', ')})`)
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
