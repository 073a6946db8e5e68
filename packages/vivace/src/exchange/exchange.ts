import type { Answer } from './answer.ts'
import { type Client, clientOf, type Peer } from './client.ts'
import { type Clock, systemClock } from './clock.ts'
import { Expiry } from './expiry.ts'
import type { FileSource } from './file-source.ts'
import type { Logger } from './logger.ts'
import type { PendingWork } from './pending-work.ts'
import type { Shutdown } from './shutdown.ts'
import type { Spool } from './spool.ts'

/**
 * One request and the answer in the making: the port that every runtime edge implements.
 *
 * An edge extends this class, reads lazily, and decides nothing. Whatever is expensive (the signal, the
 * headers as a list, the body) is made when somebody asks for it.
 */
export abstract class Exchange {
  /** Upper case: `GET`. */
  abstract readonly method: string
  /** The path as it was sent, percent-encoded, without the query: `/items/a%20b`. */
  abstract readonly path: string
  /** What follows the `?`, as it was sent; empty if there is none. */
  abstract readonly queryString: string
  /** How the client came: as the edge has it, unless trusted proxies say otherwise. */
  abstract scheme: 'http' | 'https'
  /** The Host header or `:authority`, unless trusted proxies say otherwise; empty if there is none. */
  abstract host: string
  /** The socket's other end, where the runtime tells it: with proxies, the last of them. */
  abstract readonly peer: Peer | undefined
  /** A header by its lower-case name; several values are joined by a comma (RFC 9110, section 5.2). */
  abstract header(name: string): string | undefined
  /** A header's values, one for each line that was sent. */
  abstract headerValues(name: string): readonly string[]
  /** Every header with a lower-case name. */
  abstract headerEntries(): readonly (readonly [string, string])[]

  /**
   * The whole body, at most `limit` bytes. It may be called again: the bytes are kept.
   *
   * Throws 413 `content-too-large` (before the rest is read) and 400 `body-incomplete`.
   */
  abstract readBody(limit: number): Uint8Array | Promise<Uint8Array>

  /** The body as it arrives, for those who do not want it whole; not after `readBody`. */
  abstract bodyStream(): AsyncIterable<Uint8Array>

  /** How many bytes of body `readBody` takes unless the route says otherwise. 1 MiB. */
  bodyLimit = 1_048_576
  /** How many bytes a multipart form may have unless the route says otherwise. 10 MiB. */
  formLimit = 10_485_760
  /** Where large files of forms go; the edge sets it where there is a file system. */
  spool: Spool | undefined = undefined
  /** The files that answers are made of; the edge sets it where there is a file system. */
  files: FileSource | undefined = undefined
  /** Names this request in logs and answers; `requestId()` sets it. */
  id: string | undefined = undefined
  /** The prefix that a proxy has taken off the path, for addresses that clients see: `/shop`. */
  rootPath = ''
  /** Who trusted proxies say has sent the request; the app sets it before any middleware runs. */
  forwardedFor: Client | undefined = undefined
  /** The part of the path that mounts have consumed: `/practice`. */
  mountPath = ''
  /** The template of the matched route, for logs and metrics: `/items/{id}`. */
  routePath: string | undefined = undefined
  /** Whether the client asks for a WebSocket and the edge can open one: set by the edge. */
  asksForWebSocket = false
  /** The values of the template's parameters, decoded, in the order of the template. */
  pathValues: readonly string[] = []
  /** Writes the log lines of this request. The app sets it before any middleware runs. */
  log!: Logger
  /** Tells the time; the app sets its own before any middleware runs. */
  clock: Clock = systemClock
  /** Counts the work after answers that is not done; the app sets its own before any middleware runs. */
  pendingWork: PendingWork | undefined = undefined
  /** The end of the app, for what has to end with it; the app sets it before any middleware runs. */
  shutdown: Shutdown | undefined = undefined
  /** Headers that the answer has if the request fails as well: name, value, name, value, names in lower case. */
  errorHeaders: string[] | undefined = undefined
  /** What the edge runs once the answer is written; `undefined` while there is nothing. */
  afterwards: (() => unknown)[] | undefined = undefined

  /** Set by the edge when it has run all there was: what comes afterwards, of a handler that was late, it runs then. */
  runLate: ((exchange: Exchange) => void) | undefined = undefined

  /** The path as the app sees it that serves it: without what mounts have consumed. */
  get localPath(): string {
    return this.mountPath === '' ? this.path : this.path.slice(this.mountPath.length)
  }

  /** Who sent the request: the socket's other end, or whom trusted proxies name. */
  get client(): Client {
    return this.forwardedFor ?? this.peerAsClient
  }

  /** The socket's other end as a client; edges whose connections have many requests make it once for all of them. */
  protected get peerAsClient(): Client {
    return clientOf(this.peer)
  }

  #expiry: Expiry | undefined = undefined

  /** Until when the request may go on. */
  get expiry(): Expiry {
    return (this.#expiry ??= new Expiry())
  }

  /** Whether anybody has asked until when the request may go on, and so may have said it. */
  get mayExpire(): boolean {
    return this.#expiry !== undefined
  }

  #controller: AbortController | undefined = undefined
  #aborted: { readonly reason: unknown } | undefined = undefined

  /** Aborts when the client goes away or the time is up. Made when it is first asked for: it is not cheap. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#aborted !== undefined) this.#controller.abort(this.#aborted.reason)
    }
    return this.#controller.signal
  }

  /** Aborts `signal`; edges call it when the connection closes before the answer is written. */
  abort(reason: unknown): void {
    this.#aborted ??= { reason }
    this.#controller?.abort(reason)
  }

  /** Runs `work` after the answer has been written. Its errors are logged. */
  after(work: () => unknown): void {
    ;(this.afterwards ??= []).push(work)
    this.runLate?.(this)
  }
}

/** An answer, or the promise of one: what is synchronous stays synchronous. */
export type Answering = Answer | Promise<Answer>
