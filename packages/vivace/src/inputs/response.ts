import { checkSecureCookie, checkStatus, type Exchange } from '../exchange/index.ts'
import { assertField, setCookie, type CookieOptions } from '../http/index.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'
import type { ResponseDraft } from './source.ts'

/** How a header of an answer in the making is set. */
export interface OutgoingHeaderOptions {
  /** Whether the answer has it also when the request fails: when something throws further on. False if absent. */
  readonly always?: boolean
}

/** Sets the status, headers and cookies of an answer whose body is the value returned. */
export class OutgoingResponse {
  readonly #draft: ResponseDraft
  readonly #exchange: Exchange

  constructor(draft: ResponseDraft, exchange: Exchange) {
    this.#draft = draft
    this.#exchange = exchange
  }

  /** Tells the time to what expires. */
  get clock(): Exchange['clock'] {
    return this.#exchange.clock
  }

  /** The status to answer with, instead of the declared one. Throws `TypeError` if HTTP has no such answer. */
  set status(status: number) {
    checkStatus(status)
    this.#draft.status = status
  }

  /**
   * Adds a header. Throws `TypeError` for a name or value that cannot be sent.
   *
   *     response.header('x-quota', '7', { always: true })    // on the answer of an error too
   */
  header(name: string, value: string, { always = false }: OutgoingHeaderOptions = {}): void {
    assertField(name, value)
    this.#draft.headers.push(name.toLowerCase(), value)
    if (always) (this.#exchange.errorHeaders ??= []).push(name.toLowerCase(), value)
  }

  /**
   * Sets a cookie: HttpOnly, Secure, SameSite=Lax and Path=/ unless told otherwise. Throws `TypeError` for what
   * cannot be a cookie, for what browsers would drop, and for a Secure one where the request came without TLS.
   */
  cookie(name: string, value: string, options?: CookieOptions): void {
    const header = setCookie(name, value, options)
    checkSecureCookie(header, this.#exchange)
    this.header('set-cookie', header)
  }
}

/**
 * The answer in the making. What it sets is kept when the handler answers a plain value or a reply, and
 * dropped when it throws, but for headers with `always`.
 *
 *     ({ response }) => { response.cookie('theme', 'dark'); return { saved: true } }
 */
export const response: Input<OutgoingResponse, 'request'> = exchangeInput(
  (reading) => new OutgoingResponse(reading.response, reading.exchange),
)
