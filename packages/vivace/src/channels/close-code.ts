/** The reserved codes of RFC 6455, section 7.4.1, which are never on the wire; 1015 is beyond the range below. */
const unsendable: ReadonlySet<number> = new Set([1_004, 1_005, 1_006])

/**
 * Throws `RangeError` for a close code that may not be sent (RFC 6455, section 7.4).
 *
 *     checkCloseCode(4401)
 */
export function checkCloseCode(code: number): void {
  const isRegistered = code >= 1_000 && code <= 1_014 && !unsendable.has(code)
  if (Number.isInteger(code) && (isRegistered || (code >= 3_000 && code <= 4_999))) return
  throw new RangeError(
    `${code} is no close code that may be sent: take 1000 to 1014 without 1004, 1005 and 1006, or 3000 to 4999.`,
  )
}
