/** A fenced block of code in a page. */
export interface CodeBlock {
  /** The line of the opening fence, from 1. */
  readonly line: number
  readonly language: string
  /** The `name=value` words after the language. */
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/** A link or an image in a page. */
export interface Link {
  readonly line: number
  readonly target: string
}

/** A page, as far as the checks read it. */
export interface Page {
  readonly blocks: readonly CodeBlock[]
  readonly links: readonly Link[]
  /** The texts of the headings, in order. */
  readonly headings: readonly string[]
  /** The anchors that are written out: `<a id="detail"></a>`. */
  readonly ids: readonly string[]
}

const fence = /^(\s*)(```+|~~~+)\s*([^\s`]*)\s*(.*)$/

/**
 * Reads a page of Markdown. Links and headings inside of code are none.
 *
 *     readPage('# A `b`\n[c](d.md#e)\n').headings   // ['A b']
 */
export function readPage(text: string): Page {
  const blocks: CodeBlock[] = []
  const links: Link[] = []
  const headings: string[] = []
  const ids: string[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const opening = fence.exec(line)
    if (opening !== null) {
      const end = closingFence(lines, at, opening[2] ?? '')
      blocks.push(readBlock(opening, at + 1, lines.slice(at + 1, end)))
      at = end
      continue
    }
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1]
    if (heading !== undefined) headings.push(plain(heading))
    for (const [, id = ''] of line.matchAll(/<a id="([^"]+)">/g)) ids.push(id)
    for (const target of linksOf(line)) links.push({ line: at + 1, target })
  }
  return { blocks, links, headings, ids }
}

/**
 * The anchors that GitHub gives the headings of a page.
 *
 *     anchorsOf(['Path parameters', 'What is new?', 'What is new?'])
 *     // 'path-parameters', 'what-is-new', 'what-is-new-1'
 */
export function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const heading of headings) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-')
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

function closingFence(lines: readonly string[], start: number, mark: string): number {
  const end = lines.findIndex(
    (line, at) => at > start && line.trim().startsWith(mark) && /^[`~]+$/.test(line.trim()),
  )
  return end < 0 ? lines.length : end
}

function readBlock(opening: RegExpExecArray, line: number, body: readonly string[]): CodeBlock {
  const words = [...(opening[4] ?? '').matchAll(/([\w-]+)=(\S+)/g)]
  const attributes = Object.fromEntries(
    words.map(([, name = '', value = '']): [string, string] => [name, value]),
  )
  return { line, language: opening[3] ?? '', attributes, text: body.join('\n') }
}

function linksOf(line: string): string[] {
  const prose = line.replace(/`[^`]*`/g, '')
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
  const references = [...prose.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/g)]
  return [...inline, ...references].map(([, target = '']) => target)
}

/** A heading as it reads: without the marks of code, emphasis and links. */
const plain = (heading: string): string =>
  heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
