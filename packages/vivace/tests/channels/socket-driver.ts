/** What a client sends with a handshake. */
export interface HandshakeRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly protocols?: readonly string[]
}

/** A WebSocket as a test has it, whatever it goes over. */
export interface DrivenSocket {
  readonly protocol: string
  send(message: string | Uint8Array): void
  /** The next message; `undefined` when the socket is closed. */
  next(): Promise<string | Uint8Array | undefined>
  close(code?: number, reason?: string): void
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

/** The handshake was answered in HTTP. */
export class Refused extends Error {
  readonly status: number
  readonly headers: Headers
  readonly body: string

  constructor(status: number, headers: Headers, body: string) {
    super(`answered ${status}: ${body}`)
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** An edge that serves the fixture app, and a client that speaks to it. */
export interface SocketDriver {
  /** Rejects with `Refused`. */
  connect(target: string, request?: HandshakeRequest): Promise<DrivenSocket>
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** The Host that the app sees. */
  readonly host: string
  close(): Promise<void>
}
