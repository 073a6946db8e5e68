import type { Served } from '../../src/exchange/index.ts'
import type { WireAnswer } from './wire-answer.ts'

/** A request as it goes over the wire. */
export interface WireRequest {
  /** GET if absent. */
  readonly method?: string
  /** Path and query, as they are sent; `/` if absent. */
  readonly target?: string
  readonly headers?: readonly (readonly [string, string])[]
  /** In one piece with its length, or in pieces without. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** The client never ends the body; it goes away instead. */
  readonly isUnfinished?: boolean
}

/** A request that is under way. */
export interface Sending {
  readonly answer: Promise<WireAnswer>
  /** The next piece of the answer's body, as text. */
  read(): Promise<string>
  /** The client goes away. */
  leave(): void
}

/** An edge, and a client that speaks to it. */
export interface EdgeDriver {
  send(request: WireRequest): Promise<WireAnswer>
  begin(request: WireRequest): Promise<Sending>
  close(): Promise<void>
}

/** Puts an edge before an app. */
export type OpenEdge = (app: Served) => Promise<EdgeDriver>
