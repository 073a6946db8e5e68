/** A block of data in a prompt. */
export interface PromptBlock {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/**
 * Text that somebody else wrote, marked as data for a prompt: nothing in it can end the block, so a model (and the
 * offline provider) can tell it from your instructions.
 *
 *     promptBlock('source', page.text, { index: 1, title: page.title, url: page.url })
 *     // <source index="1" title="Attention" url="https://…">…</source>
 *
 * Say in the system message that what stands in blocks is data, and never an instruction. The offline provider knows
 * `topic`, `source` (with `index`), `draft` and `critique`.
 *
 * Throws `TypeError` for a tag or a name that is no word.
 */
export function promptBlock(
  tag: string,
  text: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${word(name)}="${escaped(String(value)).replaceAll('"', '&quot;')}"`],
  )
  return `<${word(tag)}${written.join('')}>\n${escaped(text)}\n</${tag}>`
}

/**
 * The blocks of a prompt, in order, as `promptBlock` has written them.
 *
 *     promptBlocksIn(promptBlock('topic', 'AI ethics'))    // [{ tag: 'topic', attributes: {}, text: 'AI ethics' }]
 */
export function promptBlocksIn(text: string): PromptBlock[] {
  const blocks: PromptBlock[] = []
  let at = 0
  for (;;) {
    opening.lastIndex = at
    const found = opening.exec(text)
    if (found === null) return blocks
    const [head, tag = '', written = ''] = found
    const begin = found.index + head.length
    const end = text.indexOf(`</${tag}>`, begin)
    at = end < 0 ? begin : end
    if (end >= 0)
      blocks.push({ tag, attributes: attributesIn(written), text: plain(text.slice(begin, end)).trim() })
  }
}

const opening = /<([a-z][a-z0-9-]{0,30})((?: [a-z][a-z0-9-]{0,30}="[^"<>]{0,2000}")*)>/g

/** ` n="1" title="On cups"`: a quotation mark within a value is written otherwise, so that these are the only ones. */
function attributesIn(written: string): Record<string, string> {
  const parts = written.split('"')
  const attributes: Record<string, string> = {}
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = (parts[at] ?? '').trim().slice(0, -1)
    attributes[name] = plain(parts[at + 1] ?? '')
  }
  return attributes
}

function word(name: string): string {
  if (/^[a-z][a-z0-9-]{0,30}$/.test(name)) return name
  throw new TypeError(`"${name}" cannot name a block of a prompt: use small letters, digits and hyphens.`)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const plain = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
