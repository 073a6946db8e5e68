/** Which headers the proxies write. The other ones come from the client, and are not looked at. */
export type ForwardingHeaders = 'x-forwarded' | 'forwarded'

/**
 * The proxies whose word counts.
 *
 *     trustedProxies: ['10.0.0.0/8', 'loopback']
 *     trustedProxies: { addresses: ['uniquelocal'], headers: 'forwarded' }
 *     trustedProxies: { hops: 1, unreachableOtherwise: true }
 */
export type TrustedProxies =
  | readonly string[]
  | {
      /**
       * Addresses, ranges (`10.0.0.0/8`, `fd00::/8`), and names for ranges: `loopback`, `linklocal`,
       * `uniquelocal` (10/8, 172.16/12, 192.168/16, fc00::/7).
       */
      readonly addresses: readonly string[]
      /** `x-forwarded` (X-Forwarded-For, -Proto, -Host, -Port, -Prefix) if absent. */
      readonly headers?: ForwardingHeaders
    }
  | {
      /** How many proxies every request passes, where their addresses change. */
      readonly hops: number
      /** That no request comes another way: otherwise any client could say that it is anybody. */
      readonly unreachableOtherwise: true
      readonly headers?: ForwardingHeaders
    }
