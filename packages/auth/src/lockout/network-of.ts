import { isIPv6 } from 'node:net'

/**
 * What names a client in counts: an IPv4 address, or the first 64 bits of an IPv6 address. Whoever has a network of IPv6
 * has all its addresses, and could use each of them once.
 *
 *     networkOf('203.0.113.7')             // '203.0.113.7'
 *     networkOf('2001:db8:1:2:3::4')       // '2001:db8:1:2::/64'
 *     networkOf('::ffff:203.0.113.7')      // '203.0.113.7'
 *
 * Clients without an address (of a Unix socket, or of a runtime that tells none) are one.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (!address.includes(':')) return address
  const plain = address.split('%', 1)[0] ?? ''
  const mapped = /^::ffff:([\d.]+)$/i.exec(plain)
  if (mapped?.[1] !== undefined) return mapped[1]
  return isIPv6(plain) ? `${firstGroups(plain).join(':')}::/64` : 'unknown'
}

/** The first four groups of an IPv6 address (RFC 4291, section 2.2). */
function firstGroups(address: string): readonly string[] {
  const [before = '', after] = address.split('::')
  const left = groups(before)
  const right = groups(after ?? '')
  // The colons stand for as many zeros as are missing.
  const zeros = after === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  const all = [...left, ...zeros, ...right]
  return all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
}

// An IPv4 address at the end is two groups; it is never among the first four.
function groups(text: string): readonly string[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
