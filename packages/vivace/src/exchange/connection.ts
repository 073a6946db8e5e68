/**
 * An open WebSocket (RFC 6455): the port that every runtime edge implements. Framing, masking and the closing
 * handshake are the edge's; what is sent and when it ends is decided by whoever listens.
 */
export interface Connection {
  /** How many bytes have been sent that the network has not taken yet. */
  readonly buffered: number
  /** Says who is told what happens; called once, before anything does. */
  listen(listener: ConnectionListener): void
  /** Sends one message: text, or bytes. */
  send(data: string | Uint8Array): void
  /** Asks whether the other end is there; its pong is `heard`. */
  ping(): void
  /** Begins the closing handshake; `closed` follows. */
  close(code: number, reason: string): void
  /** Ends the connection without a handshake; `closed` follows. */
  cut(): void
  /** Takes nothing more from the network, where the runtime can do that. */
  pause?(): void
  /** Takes again. */
  resume?(): void
}

/** Who is told what happens on a connection. None of it may throw. */
export interface ConnectionListener {
  message(data: string | Uint8Array): void
  /** The other end has answered a ping. */
  heard(): void
  /** Some of what was buffered has been taken. */
  drained(): void
  /** It is over; told once. 1006 if there was no closing handshake. */
  closed(code: number, reason: string): void
}
