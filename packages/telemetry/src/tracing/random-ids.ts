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
    if (text !== '0'.repeat(text.length)) return text
  }
}

/**
 * A random UUID (RFC 9562, version 4), from the same source as `crypto.randomUUID()`.
 *
 *     randomId()    // '7f3c9a12-4b5d-4e6f-8a9b-0c1d2e3f4a5b'
 */
export function randomId(): string {
  const at = take(32)
  const start = `${digits.slice(at, at + 8)}-${digits.slice(at + 8, at + 12)}-4`
  const middle = `${digits.slice(at + 13, at + 16)}-${variant(digits.charCodeAt(at + 16))}`
  return `${start}${middle}${digits.slice(at + 17, at + 20)}-${digits.slice(at + 20, at + 32)}`
}

/** Two random bits behind the `10` that every UUID of this kind has there. */
function variant(digit: number): string {
  // From '0' to '9', and from 'a' to 'f'.
  return '89ab'.charAt((digit < 58 ? digit - 48 : digit - 87) & 3)
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
