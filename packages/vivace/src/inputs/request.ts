import type { Exchange } from '../exchange/index.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

/** The request as it came, for what no declared input covers. */
export class IncomingRequest {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  get method(): string {
    return this.#exchange.method
  }

  /** The path as it was sent, mounts included, without the query. */
  get path(): string {
    return this.#exchange.path
  }

  /** The template of the route that answers it, mounts included: `/items/{id}`. */
  get route(): string | undefined {
    return this.#exchange.routePath
  }

  get queryString(): string {
    return this.#exchange.queryString
  }

  /**
   * The address that the client asked for, with what trusted proxies say of it. Built from the Host header: do
   * not trust it further than that, or list `allowedHosts()`.
   */
  get url(): string {
    const { scheme, host, rootPath, queryString } = this.#exchange
    return `${scheme}://${host}${rootPath}${this.path}${queryString === '' ? '' : `?${queryString}`}`
  }

  /** Names this request in logs and answers. */
  get id(): string | undefined {
    return this.#exchange.id
  }

  /** A header by name, in any case. */
  header(name: string): string | undefined {
    return this.#exchange.header(name.toLowerCase())
  }

  /** Every header with a lower-case name. */
  headers(): readonly (readonly [string, string])[] {
    return this.#exchange.headerEntries()
  }

  /** The whole body, at most the route's limit. Throws 413 `content-too-large`. */
  async bytes(): Promise<Uint8Array> {
    return this.#exchange.readBody(this.#exchange.bodyLimit)
  }

  /** The body as it arrives, without a limit of ours. */
  stream(): AsyncIterable<Uint8Array> {
    return this.#exchange.bodyStream()
  }
}

/**
 * The request itself.
 *
 *     inputs: { request }
 */
export const request: Input<IncomingRequest, 'request'> = exchangeInput(
  ({ exchange }) => new IncomingRequest(exchange),
)
