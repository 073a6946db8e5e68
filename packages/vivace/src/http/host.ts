// A registered name or an IPv4 address, or an IPv6 address in brackets; then the port. Narrower than
// RFC 3986, section 3.2.2, which allows "!$&'()*+,;=" and percent-encoding: no host that is in use has
// them, and programs that build addresses from this text disagree about what they mean.
const hostPattern = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::(\d{1,5}))?$/i

/**
 * Whether a text can be the value of a Host header (RFC 9110, section 7.2).
 *
 *     isHost('shop.example:8000')    // true
 *     isHost('a@b')                  // false
 */
export function isHost(text: string): boolean {
  const match = hostPattern.exec(text)
  return match !== null && Number(match[1] ?? 0) <= 65_535
}
