import { Answer } from './answer.ts'
import type { Connection } from './connection.ts'

/** What becomes of a connection that goes over to WebSocket. */
export interface Upgrade {
  /** The subprotocol that was chosen, of those that the client offers. */
  readonly protocol: string | undefined
  /** How many bytes a message may have: the edge closes with 1009 above it. */
  readonly maxMessageSize: number
  /** Takes the connection, once the client has been told. */
  open(connection: Connection): void
  /** Resolves when the connection is closed and everything that it held is cleaned up. Never rejects. */
  readonly over: Promise<void>
}

/**
 * The answer 101 to the opening handshake of a WebSocket (RFC 6455, section 4.2.2). Middleware sees it like any
 * other; the edge adds what the handshake itself needs.
 *
 *     if (answer instanceof UpgradeAnswer) answer.upgrade.open(connection)
 */
export class UpgradeAnswer extends Answer {
  readonly upgrade: Upgrade

  constructor(upgrade: Upgrade) {
    super(101, [], null)
    this.upgrade = upgrade
  }
}

const ownFields = /^(?:connection|upgrade|content-|transfer-encoding|sec-websocket-)/

/** The headers of the answer, name and value, without those that belong to the handshake or to a body. */
export function upgradeHeaders({ headers }: UpgradeAnswer): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (!ownFields.test(name)) fields.push([name, headers[at + 1] ?? ''])
  }
  return fields
}
