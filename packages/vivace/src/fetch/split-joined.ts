/**
 * Splits a header value where a `Headers` object has joined lines: at a comma and a space, outside quotes.
 *
 *     splitJoined('a, b')          // ['a', 'b']
 *     splitJoined('"a, b", c,d')   // ['"a, b"', 'c,d']
 *
 * One line that has a comma and a space is split as well: a list by RFC 9110, section 5.3, but a date too.
 */
export function splitJoined(value: string): readonly string[] {
  const values: string[] = []
  let isQuoted = false
  let start = 0
  // Character by character: a pattern that looks ahead for quotes takes the square of the length.
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at]
    if (isQuoted && character === '\\') at += 1
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === ',' && value[at + 1] === ' ') {
      values.push(value.slice(start, at))
      start = at + 2
    }
  }
  values.push(value.slice(start))
  return values
}
