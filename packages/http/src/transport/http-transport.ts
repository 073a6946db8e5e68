import type { OutgoingRequest } from '../messages/index.ts'

/** A request, and how it can be given up. */
export interface TransportRequest extends OutgoingRequest {
  /** Gives it up; what is under way is torn down. */
  readonly signal: AbortSignal
  /** Called when it has a connection and is being sent. */
  readonly onSent: () => void
}

/** The head of an answer, and its body as it arrives. */
export interface TransportAnswer {
  readonly status: number
  readonly headers: Headers
  /** To be read to its end, or left: then the connection is given up. Fails when the connection does. */
  readonly body: AsyncIterable<Uint8Array>
  /** Gives up what has not been read. */
  discard(): void
}

/** The connections of a transport at this moment. */
export interface TransportStats {
  /** Connections that are open or being opened. */
  readonly open: number
  /** Those of them that have nothing to do. */
  readonly idle: number
}

/** What sends requests: connections, or a test's canned answers. It decides nothing and repeats nothing. */
export interface HttpTransport {
  /** Sends one request. Rejects with `AddressRefused`, `NotConnected`, or whatever broke the connection. */
  send(request: TransportRequest): Promise<TransportAnswer>
  stats(): TransportStats
  close(): Promise<void>
}
