import ipaddr from 'ipaddr.js'

/** A range of addresses: the first one, and how many of its bits all of them share. */
export type AddressRange = readonly [IpAddress, number]

/** An address, parsed. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6

/**
 * Reads an IP address in the one form that everybody means the same by: `127.1` and `010.0.0.1` are none. IPv4
 * that is written as IPv6 is IPv4.
 *
 *     parseIpAddress('::ffff:192.0.2.1')?.toString()    // '192.0.2.1'
 *     parseIpAddress('2001:DB8:0::1')?.toString()       // '2001:db8::1'
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  if (!ipaddr.IPv6.isValid(text)) return undefined
  const address = ipaddr.IPv6.parse(text)
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

/** Reads an address or a range of them: `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [start = '', bits, more] = text.split('/')
  const address = parseIpAddress(start)
  if (address === undefined || more !== undefined) return undefined
  const most = address.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [address, most]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [address, Number(bits)] : undefined
}

/** Whether an address is in a range; one of another family never is. */
export function isInRange(address: IpAddress, [start, bits]: AddressRange): boolean {
  return address.kind() === start.kind() && address.match(start, bits)
}
