/** A text whose citations all name a source. */
export interface CheckedText {
  readonly text: string
  /** How many citations named none, and were taken out. */
  readonly removed: number
}

/** `[3]`, `[1, 4]`, `[2-5]`; not `[3](…)` and `[3]:`, which are links. */
const citation = / ?\[(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\](?![(:])/g

/**
 * Takes the citations out of a text that name no source.
 *
 *     checkCitations('Known [1], new [7].', 3)    // { text: 'Known [1], new.', removed: 1 }
 */
export function checkCitations(text: string, sources: number): CheckedText {
  let removed = 0
  const checked = text.replace(citation, (written, list: string) => {
    const numbers = numbersOf(list)
    const known = numbers.filter((number) => number >= 1 && number <= sources)
    removed += numbers.length - known.length
    if (known.length === numbers.length) return written
    return known.length === 0 ? '' : ` [${known.join(', ')}]`
  })
  return { text: checked, removed }
}

/** A range that is longer cites nothing in particular. */
const longestRange = 50

function numbersOf(list: string): number[] {
  return list.split(/[,;]/).flatMap((part) => {
    const [first = 0, last = first] = part.split(/[–-]/).map(Number)
    const length = Math.min(Math.max(last - first, 0), longestRange) + 1
    return Array.from({ length }, (_, at) => first + at)
  })
}
