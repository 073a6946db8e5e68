import { bodyIncomplete, contentTooLarge, refuseContentEncoding } from '../exchange/body-refusal.ts'

const empty = new Uint8Array(0)

/**
 * The body of a web `Request`, read when somebody asks for it.
 *
 *     const bytes = await new FetchBody(request).read(1_048_576)
 */
export class FetchBody {
  readonly #request: Request
  #kept: Uint8Array | Promise<Uint8Array> | undefined = undefined

  constructor(request: Request) {
    this.#request = request
  }

  /** The whole body, as `Exchange.readBody` promises it. */
  read(limit: number): Uint8Array | Promise<Uint8Array> {
    if (this.#kept === undefined) {
      const length = toldLength(this.#request)
      // Asking for `body` makes a stream, which on Bun takes longer than all else that is done with a short body.
      if (length === undefined && this.#request.body === null) return empty
      return (this.#kept = length === undefined ? this.#collect(limit) : this.#readWhole(length, limit))
    }
    return this.#kept instanceof Promise
      ? this.#kept.then((bytes) => within(bytes, limit))
      : within(this.#kept, limit)
  }

  /** The body as it arrives, as `Exchange.bodyStream` promises it. */
  async *stream(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#kept !== undefined) yield await this.#kept
    else yield* chunks(this.#request, Infinity)
  }

  /** Without `await`: on Bun each promise is a part of a short answer. */
  #readWhole(length: number, limit: number): Promise<Uint8Array> {
    try {
      this.#admit(length, limit)
    } catch (error) {
      return handled(Promise.reject(error))
    }
    return bytesOf(this.#request).then(
      (bytes) => {
        if (bytes.length < length) this.#fail(bodyIncomplete())
        if (bytes.length > limit) this.#fail(contentTooLarge(limit))
        return (this.#kept = bytes)
      },
      (error: unknown) => this.#fail(bodyIncomplete(error)),
    )
  }

  #fail(error: unknown): never {
    // What was answered by `read`, and is about to reject.
    if (this.#kept instanceof Promise) void handled(this.#kept)
    throw error
  }

  /** What is refused unread is not sent to its end either. */
  #admit(length: number, limit: number): void {
    try {
      refuseContentEncoding(this.#request.headers.get('content-encoding') ?? undefined)
      if (length > limit) throw contentTooLarge(limit)
    } catch (error) {
      void this.#request.body?.cancel().catch(() => undefined)
      throw error
    }
  }

  #collect(limit: number): Promise<Uint8Array> {
    return handled(collected(this.#request, limit).then((bytes) => (this.#kept = bytes)))
  }
}

/** Perhaps nobody keeps the promise: then its error is nobody's, and must not end the process. */
function handled(promise: Promise<Uint8Array>): Promise<Uint8Array> {
  promise.catch(() => undefined)
  return promise
}

async function collected(request: Request, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks(request, limit)) parts.push(chunk)
  return joined(parts)
}

/** The length of a body that the runtime holds to it: of one that comes in chunks, or without a word, there is none. */
function toldLength({ method, headers }: Request): number | undefined {
  if (method === 'GET' || method === 'HEAD' || headers.has('transfer-encoding')) return undefined
  const length = headers.get('content-length')
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined
}

/** `bytes` is not everywhere yet. On Bun it takes an eighth off a short answer, sockets left aside. */
function bytesOf(request: Request): Promise<Uint8Array> {
  if ('bytes' in request) return request.bytes()
  // What the types of the newest platforms do not think of.
  return (request as Request).arrayBuffer().then((buffer) => new Uint8Array(buffer))
}

/** Leaving it early cancels the rest: what nobody wants is not sent. */
async function* chunks(
  { body, headers }: Request,
  limit: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return
  const length = Number(headers.get('content-length') ?? Number.NaN)
  const reader = body.getReader()
  let received = 0
  try {
    refuseContentEncoding(headers.get('content-encoding') ?? undefined)
    if (length > limit) throw contentTooLarge(limit)
    for (let chunk = await next(reader); chunk !== undefined; chunk = await next(reader)) {
      received += chunk.length
      if (received > limit) throw contentTooLarge(limit)
      yield chunk
    }
    if (received < length) throw bodyIncomplete()
  } finally {
    // A stream that has ended or failed has nothing to cancel, and says so.
    void reader.cancel().catch(() => undefined)
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value
  } catch (error) {
    throw bodyIncomplete(error)
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function within(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.length > limit) throw contentTooLarge(limit)
  return bytes
}
