/** The other end of the connection. */
export interface Peer {
  /** An IP address as the socket gives it: `127.0.0.1`, `::1`. */
  readonly address: string
  readonly port: number
}

/** Who sent a request. */
export interface Client {
  /** An IP address; `undefined` where neither the runtime nor a trusted proxy tells it. */
  readonly address: string | undefined
  readonly port: number | undefined
}

/**
 * The client that the other end of a connection is.
 *
 *     clientOf({ address: '::ffff:192.0.2.1', port: 40_000 })    // { address: '192.0.2.1', port: 40000 }
 */
export function clientOf(peer: Peer | undefined): Client {
  return { address: plainAddress(peer?.address), port: peer?.port }
}

/** IPv4 as it is, also where a socket for both families writes it as IPv6. */
function plainAddress(address: string | undefined): string | undefined {
  return address?.startsWith('::ffff:') === true && address.includes('.') ? address.slice(7) : address
}
