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
    if (this.#request.body === null) return empty
    if (this.#kept === undefined) {
      this.#kept = this.#collect(limit)
      // Perhaps nobody keeps the promise: then it is nobody's error, and must not end the process.
      this.#kept.catch(() => undefined)
      return this.#kept
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

  async #collect(limit: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks(this.#request, limit)) parts.push(chunk)
    return (this.#kept = joined(parts))
  }
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
