import { lookup as resolve, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'
import { AddressRefused } from './transport-errors.ts'

/** Resolves a name as the machine does. */
export type ResolveAll = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

const resolveAll: ResolveAll = (hostname, done) => resolve(hostname, { all: true }, done)

/**
 * The look-up of connections that may go to the public internet alone. The socket connects to what it has
 * judged, so that a name cannot mean one address now and another one a moment later (DNS rebinding).
 *
 *     tls.connect({ host, lookup: guardedLookup() })
 *
 * One private address among several is enough to refuse the name. Fails with `AddressRefused`.
 */
export function guardedLookup(resolveName: ResolveAll = resolveAll): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined)
        return callback(error ?? new Error(`${hostname} has no address`), [])
      const refused = addresses.find(({ address }) => !isPublicAddress(address))
      if (refused !== undefined) return callback(new AddressRefused(`${hostname} is ${refused.address}`), [])
      if (options.all === true) return callback(null, [...addresses])
      callback(null, first.address, first.family)
    })
  }
}

/** Whether a host is an address itself, which no look-up sees: `10.0.0.1`, `[::1]`. */
export function isRefusedLiteral(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  const isLiteral = /^[\d.]+$/.test(bare) || bare.includes(':')
  return isLiteral && !isPublicAddress(bare)
}
