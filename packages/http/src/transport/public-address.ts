import ipaddr from 'ipaddr.js'

/** What clouds give to their machines alone, although it looks like an address of the public internet. */
const hidden: readonly string[] = ['168.63.129.16']

/** What IPv6 has of the public internet (RFC 4291, section 2.4): everything else is special or not given out. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an address is one of the public internet: not loopback, private, link-local, shared, multicast,
 * documentation or another special one, and not such an IPv4 address dressed as IPv6.
 *
 *     isPublicAddress('93.184.215.14')             // true
 *     isPublicAddress('169.254.169.254')           // false: what clouds tell their machines
 *     isPublicAddress('::ffff:10.0.0.1')           // false
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast' || hidden.includes(address.toString())) return false
  return address.kind() === 'ipv4' || address.match(globalUnicast)
}
