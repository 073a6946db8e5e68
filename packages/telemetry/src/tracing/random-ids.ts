import { randomFillSync } from 'node:crypto'

/** Bytes that are drawn at once: a draw takes 50 microseconds in a busy process, however few they are. */
const drawn = 16_384
/** Bytes that are written as digits at once. Not all: an id keeps the text alive that it is a part of. */
const written = 2_048

const bytes = Buffer.alloc(drawn)
/** How many of the bytes were written as digits. */
let read = drawn
/** Digits of the bytes written last, and how many of them nobody may have any more. */
let digits = ''
let used = 0

/**
 * Random bytes as lower-case hexadecimal digits, two for each; not all of them 0.
 *
 *     randomHex(8)    // 'b7ad6b7169203331'
 */
export function randomHex(count: number): string {
  for (;;) {
    const at = take(2 * count)
    const text = digits.slice(at, at + 2 * count)
    if (!text.startsWith('0') || text !== '0'.repeat(text.length)) return text
  }
}

/**
 * A random id as long as that of a trace (W3C Trace Context, trace-id), so that it can be one.
 *
 *     randomId()    // '0af7651916cd43dd8448eb211c80319c'
 */
export function randomId(): string {
  return randomHex(16)
}

/** Where so many digits begin that nobody has had yet. */
function take(count: number): number {
  if (used + count > digits.length) {
    if (read === drawn) {
      randomFillSync(bytes)
      read = 0
    }
    digits = bytes.toString('hex', read, read + written)
    read += written
    used = 0
  }
  const at = used
  used += count
  return at
}
