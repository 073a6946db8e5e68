const QUOTE = 34
const BACKSLASH = 92
const OPENING_BRACKET = 91
const CLOSING_BRACKET = 93
const OPENING_BRACE = 123
const CLOSING_BRACE = 125

/**
 * Whether arrays and objects of a JSON text are nested more than `limit` deep. Ask before `JSON.parse`:
 * whoever walks a deep value recursively runs out of stack.
 *
 *     exceedsDepth('[[1]]', 2)     // false
 *     exceedsDepth('[[[1]]]', 2)   // true
 *
 * Brackets within strings are text. Of a malformed text the answer means nothing; `JSON.parse` refuses it.
 */
export function exceedsDepth(text: string, limit: number): boolean {
  if (text.length <= limit || !hasMoreOpenings(text, limit)) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === OPENING_BRACKET || code === OPENING_BRACE) {
      if (++depth > limit) return true
    } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth--
  }
  return false
}

// An ordinary body has few brackets. Finding that out by indexOf, which the engine searches with vector
// instructions, costs a tenth of walking the text.
function hasMoreOpenings(text: string, limit: number): boolean {
  let found = 0
  for (const opening of ['{', '[']) {
    for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) {
      if (++found > limit) return true
    }
  }
  return false
}

// The index of the quote that ends the string begun at `start`; the end of the text if there is none.
// Character by character: strings are short, and a call of indexOf costs as much as twenty characters.
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}
