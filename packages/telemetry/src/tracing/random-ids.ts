import { randomFillSync } from 'node:crypto'

/** Bytes that are drawn at once: a call for 16 of them takes ten times as long as its share of a call for many. */
const drawn = 4_096

const bytes = Buffer.alloc(drawn)
/** The bytes as hexadecimal digits, and how many of these digits nobody may have any more. */
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
    digits = randomFillSync(bytes).toString('hex')
    used = 0
  }
  const at = used
  used += count
  return at
}
