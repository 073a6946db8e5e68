import { decodePercent } from '../http/index.ts'

/**
 * One segment of a path template: the literals before, between and behind its parameters, as they are on the wire.
 *
 *     ['items']        // /items
 *     ['', '']         // /{id}
 *     ['', '.', '']    // /{name}.{ext}
 */
export type Segment = readonly string[]

/** Whether a segment is one parameter and nothing else. */
export function isParameter(segment: Segment): boolean {
  return segment.length === 2 && segment[0] === '' && segment[1] === ''
}

/**
 * A literal of a template as URLs spell it (the path percent-encode set of https://url.spec.whatwg.org).
 *
 *     literalOnWire('niños')    // 'ni%C3%B1os'
 */
export function literalOnWire(literal: string): string {
  const encode = (run: string): string => encodeURIComponent(run.replace(/\p{Surrogate}/gu, '�'))
  return literal.replace(/(?:["<>^`]|[^!-~])+/g, encode)
}

/** A literal as it may come: older platforms leave a caret alone (Node.js 20 does). */
export function spellingsOf(wire: string): ReadonlySet<string> {
  return new Set([wire, wire.replaceAll('%5E', '^')])
}

/**
 * The values of a segment's parameters, decoded, or `undefined` if the segment is another one. Each parameter takes at
 * least one character, and as few as it can; the last one takes what is left. The time is that of reading the segment.
 *
 *     valuesIn('archive.tar.gz', ['', '.', ''])    // ['archive', 'tar.gz']
 *
 * Throws 400 for a value that is not well-formed UTF-8.
 */
export function valuesIn(text: string, segment: Segment): string[] | undefined {
  const [before = '', ...literals] = segment
  const after = literals.pop() ?? ''
  const end = text.length - after.length
  if (!text.startsWith(before) || !text.endsWith(after)) return undefined
  const values: string[] = []
  let from = before.length
  for (const literal of literals) {
    const at = text.indexOf(literal, from + 1)
    if (at < 0) return undefined
    values.push(text.slice(from, at))
    from = at + literal.length
  }
  if (from >= end) return undefined
  return [...values, text.slice(from, end)].map(decodePercent)
}

/** A segment's place among others, whatever its parameters are called: `{}.{}`. */
export function segmentKey(segment: Segment): string {
  return segment.join('{}')
}
