import type { Answering, Exchange } from './exchange.ts'
import type { Logger } from './logger.ts'

/** What an edge serves: every app is one. */
export interface Served {
  /** Compiles the routes and makes the singletons. Rejects with a `DefinitionError` if the app is written wrongly. */
  start(): Promise<void>
  /**
   * Says that a stop is near: who asks whether the app is ready learns that it is not. Requests are still answered.
   */
  prepareStop?(): void
  /** Ends what would never end by itself, so that `stop` need not wait for it. */
  beginStop?(): void
  /**
   * Cleans the singletons up, in reverse order, once work after answers is done; `gracePeriod` is how long that is
   * waited for, in milliseconds.
   */
  stop(gracePeriod?: number): Promise<void>
  /** Answers one request. It never throws and never rejects. */
  handle(exchange: Exchange): Answering
  /**
   * Present when the app has channels: the edge tells by `exchange.asksForWebSocket` that a request is an opening
   * handshake, and opens a WebSocket when the answer is an `UpgradeAnswer`.
   */
  readonly webSockets?: { readonly maxMessageSize: number } | undefined
  /** What the edge tells a person who starts it: the first line names the app and says where its docs are. */
  readonly about?: { readonly title: string; readonly docsPath?: string | undefined } | undefined
  /** Where the edge writes what belongs to no request; its own console log if absent. */
  readonly log?: Logger | undefined
}
