import { DefinitionError } from '../../errors/index.ts'
import { type AddressRange, type IpAddress, isInRange, parseAddressRange } from '../../http/ip-address.ts'

const named: Readonly<Record<string, readonly string[] | undefined>> = {
  loopback: ['127.0.0.0/8', '::1'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

// The largest private ranges. Whoever writes more trusts the internet.
const fewestBits = { ipv4: 8, ipv6: 7 }

/**
 * Whether an address is one of those listed.
 *
 *     const isTrusted = addressRanges(['10.0.0.0/8', 'loopback'])
 *
 * Throws `DefinitionError` TRUSTED_PROXY_INVALID.
 */
export function addressRanges(texts: readonly string[]): (address: IpAddress) => boolean {
  const ranges = texts.flatMap((text) => (named[text] ?? [text]).map(rangeOf))
  return (address) => ranges.some((range) => isInRange(address, range))
}

function rangeOf(text: string): AddressRange {
  const range = parseAddressRange(text)
  if (range === undefined) {
    throw new DefinitionError({
      code: 'TRUSTED_PROXY_INVALID',
      where: 'App({ trustedProxies })',
      cause: `${JSON.stringify(text)} is neither an address nor a range of addresses`,
      remedy: "write '10.0.0.7', '10.0.0.0/8', 'fd00::/8', 'loopback', 'linklocal' or 'uniquelocal'",
    })
  }
  if (range[1] >= fewestBits[range[0].kind()]) return range
  throw new DefinitionError({
    code: 'TRUSTED_PROXY_INVALID',
    where: 'App({ trustedProxies })',
    cause: `${JSON.stringify(text)} trusts nearly everybody: any client could say that it is another one`,
    remedy:
      "list the network that the proxies are in, such as 'uniquelocal'; if only they can reach the app, write { hops: 1, unreachableOtherwise: true }",
  })
}
