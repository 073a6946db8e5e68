import ipaddr from 'ipaddr.js'
import type { Client } from 'vivace'

/** How many bits of an IPv6 address name a client: providers give each customer a /64 at the least. */
export const usualIpv6Prefix = 64

/**
 * The key of a client: an IPv4 address, or the network of an IPv6 address. Whoever has a network has all its addresses,
 * and could use each of them once.
 *
 *     clientKey({ address: '203.0.113.7', port: 1 })             // '203.0.113.7'
 *     clientKey({ address: '2001:db8:1:2:3::4', port: 1 })       // '2001:db8:1:2::/64'
 *     clientKey({ address: '::ffff:203.0.113.7', port: 1 })      // '203.0.113.7'
 *
 * Clients without an address (of a Unix socket, or of a runtime that tells none) are one.
 */
export function clientKey({ address }: Client, ipv6Prefix: number = usualIpv6Prefix): string {
  if (address === undefined) return 'unknown'
  if (!address.includes(':')) return address
  if (!ipaddr.IPv6.isValid(address)) return 'unknown'
  const parsed = ipaddr.IPv6.parse(address)
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString()
  return (
    ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(address)}/${ipv6Prefix}`).toString() + `/${ipv6Prefix}`
  )
}

// `fe80::1%eth0`: the zone says which of our own links it is.
function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address
}
