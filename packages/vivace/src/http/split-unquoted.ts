/**
 * The parts of a header's value between separators, trimmed, without those that are empty; what is quoted is left whole
 * (RFC 9110, sections 5.6.1 and 5.6.4).
 *
 *     splitUnquoted('a;b=",", c', ',')    // ['a;b=","', 'c']
 */
export function splitUnquoted(value: string, separator: ',' | ';'): readonly string[] {
  if (!value.includes('"')) return trimmed(value.split(separator))
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at]
    if (isQuoted && character === '\\') at += 1
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === separator) {
      parts.push(value.slice(start, at))
      start = at + 1
    }
  }
  return trimmed([...parts, value.slice(start)])
}

function trimmed(parts: readonly string[]): readonly string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
