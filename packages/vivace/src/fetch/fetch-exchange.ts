import { clientGone } from '../exchange/client-gone.ts'
import type { Peer } from '../exchange/client.ts'
import { Exchange } from '../exchange/exchange.ts'
import { FetchBody } from './fetch-body.ts'
import { splitJoined } from './split-joined.ts'

/**
 * One request as the Fetch standard gives it.
 *
 *     app.handle(new FetchExchange(request, { address: '192.0.2.1', port: 50_000 }))
 */
export class FetchExchange extends Exchange {
  override scheme: 'http' | 'https'
  override host: string
  override readonly method: string
  override readonly path: string
  override readonly queryString: string
  override readonly peer: Peer | undefined
  readonly #request: Request
  #body: FetchBody | undefined = undefined
  #onAbort: (() => void) | undefined = undefined
  #isOver = false

  constructor(request: Request, peer?: Peer) {
    super()
    this.#request = request
    this.peer = peer
    // The platform has parsed and checked the address: it is cut here, not parsed again.
    const { url, method } = request
    this.method = method
    const hostAt = url.indexOf('://') + 3
    const pathAt = url.indexOf('/', hostAt)
    const end = indexOr(url.indexOf('#', pathAt), url.length)
    const pathEnd = Math.min(indexOr(url.indexOf('?', pathAt), end), end)
    this.scheme = url.startsWith('https:') ? 'https' : 'http'
    this.host = url.slice(hostAt, pathAt)
    this.path = url.slice(pathAt, pathEnd)
    this.queryString = url.slice(pathEnd + 1, end)
  }

  override header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined
  }

  /** A `Headers` object has joined the lines already; they are split where it joins. */
  override headerValues(name: string): readonly string[] {
    const value = this.header(name)
    return value === undefined ? [] : splitJoined(value)
  }

  override headerEntries(): readonly (readonly [string, string])[] {
    return [...this.#request.headers]
  }

  override readBody(limit: number): Uint8Array | Promise<Uint8Array> {
    return this.#theBody().read(limit)
  }

  override bodyStream(): AsyncIterable<Uint8Array> {
    return this.#theBody().stream()
  }

  override get signal(): AbortSignal {
    if (this.#onAbort === undefined && !this.#isOver) this.#watchRequest()
    return super.signal
  }

  /** The answer is written, or nobody is there to read it: from now on the request's signal means nothing. */
  end(): void {
    this.#isOver = true
    if (this.#onAbort !== undefined) this.#request.signal.removeEventListener('abort', this.#onAbort)
  }

  #theBody(): FetchBody {
    return (this.#body ??= new FetchBody(this.#request))
  }

  #watchRequest(): void {
    const { signal } = this.#request
    this.#onAbort = () => this.abort(clientGone())
    if (signal.aborted) this.#onAbort()
    else signal.addEventListener('abort', this.#onAbort)
  }
}

function indexOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index
}
