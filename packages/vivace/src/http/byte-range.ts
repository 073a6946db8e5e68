/** A part of a body, both ends included, as headers count (RFC 9110, section 14.1.2). */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/** More ranges than any reader needs, and more than a server should gather for one request (CVE-2011-3192). */
const mostRanges = 5

/** Longer than five ranges of any file can be. */
const longestHeader = 256

/**
 * The ranges that a Range header asks for of a body of so many bytes, in its order.
 *
 *     parseByteRanges('bytes=0-1, -3', 10)    // [{ first: 0, last: 1 }, { first: 7, last: 9 }]
 *     parseByteRanges('bytes=10-', 10)        // []: none of them can be met
 *     parseByteRanges('lines=0-1', 10)        // undefined: the header is ignored
 *
 * It is ignored as well when it is malformed, asks for more than five ranges, or for more bytes than there are:
 * ranges that overlap have no honest use (RFC 9110, section 14.2).
 */
export function parseByteRanges(header: string, size: number): readonly ByteRange[] | undefined {
  if (header.length > longestHeader || !/^bytes=/i.test(header)) return undefined
  const specs = header.slice('bytes='.length).split(',', mostRanges + 1)
  if (specs.length > mostRanges) return undefined
  const ranges: ByteRange[] = []
  for (const spec of specs) {
    const range = parseSpec(spec.trim(), size)
    if (range === undefined) return undefined
    if (range.first <= range.last) ranges.push(range)
  }
  return totalLength(ranges) > size ? undefined : ranges
}

/** How many bytes ranges have together. */
export function totalLength(ranges: readonly ByteRange[]): number {
  return ranges.reduce((total, { first, last }) => total + last - first + 1, 0)
}

// A range that nothing is in begins after its end.
function parseSpec(spec: string, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^(\d*)-(\d*)$/.exec(spec) ?? []
  if (first === '') {
    if (last === '') return undefined
    return { first: Math.max(0, size - Number(last)), last: size - 1 }
  }
  if (last !== '' && Number(first) > Number(last)) return undefined
  return { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
