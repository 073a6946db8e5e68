import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { bodyIncomplete } from '../exchange/body-refusal.ts'
import type { Client, Peer } from '../exchange/client.ts'
import { clientGone } from '../exchange/client-gone.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { Logger } from '../exchange/logger.ts'
import type { AwaitedBody } from './awaited-body.ts'
import { diskFiles } from './disk-files.ts'
import { diskSpool } from './disk-spool.ts'
import { NodeBody } from './node-body.ts'
import { socketClient, socketPeer } from './socket-client.ts'

const spool = diskSpool()
const files = diskFiles()

/** What all requests of one server have in common. */
export interface Surroundings {
  readonly scheme: 'http' | 'https'
  readonly log: Logger
}

/** A connection that Node has let go of, and what has been read of it already. */
export interface Handover {
  readonly socket: Socket
  readonly head: Buffer
}

/**
 * One request as `node:http` gives it. What is expensive is made when somebody asks for it.
 *
 *     app.handle(new NodeExchange(request, response, surroundings))
 */
export class NodeExchange extends Exchange {
  override readonly path: string
  override readonly queryString: string
  override scheme: 'http' | 'https'
  override log: Logger
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Whether an answer has been given: a later one is dropped. */
  isAnswered = false
  /** Whether the client waits for `100 Continue` before it sends the body. */
  awaitsPermission = false
  /** The connection of a request that asks for a WebSocket. */
  handover: Handover | undefined = undefined
  /** When the request came, by the clock that watches over it. */
  begunAt = 0
  /** The neighbours among the requests that wait, kept by the same clock. */
  earlier: NodeExchange | undefined = undefined
  later: NodeExchange | undefined = undefined
  /** Whether a body is announced: it may be empty all the same. */
  readonly hasBody: boolean
  #body: NodeBody | undefined = undefined
  #onGone: (() => void) | undefined = undefined
  #isOver = false
  #host: string | undefined = undefined

  constructor(request: IncomingMessage, response: ServerResponse, surroundings: Surroundings) {
    super()
    this.request = request
    this.response = response
    this.scheme = surroundings.scheme
    this.log = surroundings.log
    this.spool = spool
    this.files = files
    const { headers } = request
    this.hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    // Node types `url` for clients too; a server's request always has one.
    const target = request.url ?? '/'
    const mark = target.indexOf('?')
    this.path = mark < 0 ? target : target.slice(0, mark)
    this.queryString = mark < 0 ? '' : target.slice(mark + 1)
  }

  override get method(): string {
    return this.request.method ?? 'GET'
  }

  override get host(): string {
    return this.#host ?? this.request.headers.host ?? ''
  }

  override set host(host: string) {
    this.#host = host
  }

  override get peer(): Peer | undefined {
    return socketPeer(this.request.socket)
  }

  protected override get peerAsClient(): Client {
    return socketClient(this.request.socket)
  }

  override header(name: string): string | undefined {
    const value = this.request.headers[name]
    if (typeof value === 'string') return value
    // Not only `undefined`: Node's record of headers is a plain object, which has a `constructor`.
    return Array.isArray(value) ? value.join(', ') : undefined
  }

  override headerValues(name: string): readonly string[] {
    const { rawHeaders } = this.request
    const values: string[] = []
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const value = rawHeaders[at + 1]
      if (value !== undefined && rawHeaders[at]?.toLowerCase() === name) values.push(value)
    }
    return values
  }

  override headerEntries(): readonly (readonly [string, string])[] {
    return Object.keys(this.request.headers).map((name) => [name, this.header(name) ?? ''])
  }

  override readBody(limit: number): Uint8Array | Promise<Uint8Array> {
    return this.#theBody().read(limit)
  }

  override bodyStream(): AsyncIterable<Uint8Array> {
    return this.#theBody().stream()
  }

  /** Whether the connection has to be closed because the rest of the body is not worth reading. */
  get isBodyAbandoned(): boolean {
    return this.hasBody && this.#theBody().isAbandoned
  }

  /** What the request may be waiting for. */
  get awaitedBody(): AwaitedBody | undefined {
    return this.#body?.awaited
  }

  override get signal(): AbortSignal {
    if (this.#onGone === undefined && !this.#isOver) this.#watchConnection()
    return super.signal
  }

  /**
   * The answer is written, or nobody is there to read it. From now on the connection's end means nothing, and
   * who still waits for the body waits no longer: he may hold what others need.
   */
  end(): void {
    this.#isOver = true
    if (this.#onGone !== undefined) this.request.socket.off('close', this.#onGone)
    this.dropBody()
  }

  /** Ends the wait for the body; what is left of it is thrown away. */
  dropBody(): void {
    const body = this.awaitedBody
    if (body === undefined || this.request.readableEnded) return
    body.fail(bodyIncomplete())
    this.request.resume()
  }

  #theBody(): NodeBody {
    return (this.#body ??= new NodeBody(this.request, this.awaitsPermission ? this.response : undefined))
  }

  #watchConnection(): void {
    const { socket } = this.request
    this.#onGone = () => this.abort(clientGone())
    if (socket.destroyed) this.#onGone()
    else socket.once('close', this.#onGone)
  }
}
