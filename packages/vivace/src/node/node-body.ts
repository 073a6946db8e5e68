import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentTooLarge, refuseContentEncoding } from '../exchange/body-refusal.ts'
import type { AwaitedBody } from './awaited-body.ts'
import { BodyCollector } from './body-collector.ts'
import { BodyReader } from './body-reader.ts'
import { plainBytes } from './plain-bytes.ts'

const empty = new Uint8Array(0)

/** As much as this is read and thrown away to keep a connection; for more it is cheaper to make a new one. */
const worthReading = 65_536

/**
 * The body of a request, read when somebody asks for it.
 *
 *     const body = new NodeBody(request)
 *     const bytes = await body.read(1_048_576)
 *
 * A client that sends `Expect: 100-continue` is told to go on then, and not before: what a guard refuses
 * is never sent (RFC 9110, section 10.1.1).
 */
export class NodeBody {
  readonly #request: IncomingMessage
  /** The length that the client tells; NaN when it sends chunks. */
  readonly #length: number
  #collector: BodyCollector | undefined = undefined
  #reader: BodyReader | undefined = undefined
  /** What had arrived when it was first asked for, if that was all of it. */
  #arrived: Uint8Array | undefined = undefined
  #isRefused = false
  /** Set while the client waits for permission to send. */
  #permission: ServerResponse | undefined

  constructor(request: IncomingMessage, permission?: ServerResponse) {
    this.#request = request
    this.#length = bodyLength(request)
    this.#permission = permission
  }

  /** What somebody may be waiting for. */
  get awaited(): AwaitedBody | undefined {
    return this.#collector ?? this.#reader
  }

  /** Whether it is not worth reading what is left: then the connection is closed after the answer. */
  get isAbandoned(): boolean {
    if (this.#request.complete || this.#length === 0) return false
    if (this.#isRefused || this.awaited?.hasFailed === true) return true
    const left = this.#length - (this.awaited?.received ?? 0)
    return Number.isNaN(left) || left > worthReading
  }

  /** The whole body, as `Exchange.readBody` promises it. */
  read(limit: number): Uint8Array | Promise<Uint8Array> {
    if (this.#length === 0) return empty
    if (this.#arrived !== undefined) return within(this.#arrived, limit)
    if (this.#collector === undefined) {
      this.#admit(limit)
      if (this.#hasArrived) return within(this.#take(), limit)
      this.#collector = new BodyCollector(this.#request, limit)
      return this.#collector.whole
    }
    const { bytes, whole } = this.#collector
    return bytes === undefined ? whole.then((later) => within(later, limit)) : within(bytes, limit)
  }

  /** The body as it arrives, as `Exchange.bodyStream` promises it. */
  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#length === 0) return
    const whole = this.#arrived ?? this.#collector?.whole
    if (whole !== undefined) {
      yield await whole
      return
    }
    this.#admit(Infinity)
    this.#reader = new BodyReader(this.#request)
    yield* this.#reader.chunks()
  }

  /** Whether the parser has given all of it to the request, and nobody has begun to read. */
  get #hasArrived(): boolean {
    const { complete, readableFlowing, readableEnded, destroyed } = this.#request
    return complete && readableFlowing === null && !readableEnded && !destroyed
  }

  /** Without listeners and promises, which cost more than all else that is done with a short body. */
  #take(): Uint8Array {
    // A request gives Buffers or null: nobody sets its encoding.
    const chunk = this.#request.read() as Buffer | null
    this.#arrived = chunk === null ? empty : plainBytes(chunk)
    return this.#arrived
  }

  /** Refuses what is known to be wrong beforehand, and lets the client send. */
  #admit(limit: number): void {
    if (this.#reader !== undefined) {
      throw new Error('The body of this request is being read as a stream, which can be done once.')
    }
    this.#isRefused = true
    refuseContentEncoding(this.#request.headers['content-encoding'])
    if (this.#length > limit) throw contentTooLarge(limit)
    this.#isRefused = false
    this.#permission?.writeContinue()
    this.#permission = undefined
  }
}

function bodyLength({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Number.NaN
}

// A rejection, which may be forgotten, and not an error that is thrown: whether a body has arrived is chance.
function within(bytes: Uint8Array, limit: number): Uint8Array | Promise<Uint8Array> {
  if (bytes.length <= limit) return bytes
  const refused = Promise.reject<Uint8Array>(contentTooLarge(limit))
  refused.catch(() => undefined)
  return refused
}
