import { type DefinedError, HttpError, type HttpErrorOptions, type ProblemDetails } from 'vivace'
import { UpstreamFailed, UpstreamTimeout, UpstreamUnavailable } from './upstream-problems.ts'

/**
 * Why a call has come to nothing:
 *
 * | word           | meaning                                                              | our answer |
 * | -------------- | -------------------------------------------------------------------- | ---------- |
 * | `url`          | it is no URL that this client calls                                  | 502        |
 * | `address`      | the address is not of the public internet, and only those may be had | 502        |
 * | `connect`      | there is no connection                                               | 502        |
 * | `network`      | the connection broke                                                 | 502        |
 * | `redirect`     | a redirect that is not followed                                      | 502        |
 * | `body`         | the body is too large, or cannot be unpacked or read                 | 502        |
 * | `invalid`      | the body breaks the schema                                           | 502        |
 * | `status`       | an answer other than 2xx; 503 if it was 429 or 503                   | 502        |
 * | `timeout`      | one of the policy's times is up                                      | 504        |
 * | `breaker-open` | the host has failed too often and is left alone                      | 503        |
 * | `queue-full`   | too many calls of the policy wait already                            | 503        |
 * | `throttled`    | the policy's next turn comes too late                                | 503        |
 */
export type UpstreamFailure =
  | 'address'
  | 'body'
  | 'breaker-open'
  | 'connect'
  | 'invalid'
  | 'network'
  | 'queue-full'
  | 'redirect'
  | 'status'
  | 'throttled'
  | 'timeout'
  | 'url'

/** What the other side has answered, when it has. */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Headers
  /** Its problem document (RFC 9457), if it sent one. */
  readonly problem: ProblemDetails | undefined
  /** The first 64 KiB of its body as text, for the log of whoever knows what may be in it. */
  readonly text: string
}

/** What an `UpstreamError` says. */
export interface UpstreamFault {
  readonly failure: UpstreamFailure
  readonly method: string
  readonly url: URL | string
  /** Whether the path is left out as well: of a webhook it is the secret. False if absent. */
  readonly hidesPath?: boolean
  /** What went wrong, as half a sentence: `did not answer within 25000 ms`. */
  readonly cause: string
  readonly answer?: UpstreamAnswer
  /** When it may be worth another try, in milliseconds. */
  readonly retryAfter?: number | undefined
  /** What was thrown. */
  readonly error?: unknown
}

/**
 * A call to another service that came to nothing.
 *
 *     try {
 *       return await http.get(url, { returns: Item })
 *     } catch (error) {
 *       if (error instanceof UpstreamError && error.answer?.status === 404) return undefined
 *       throw error
 *     }
 *
 * It is an answer as well: 502, 503 or 504, which tell a client of ours that another service has failed and
 * not which one, nor why. The message is for the log, and has both.
 */
export class UpstreamError extends HttpError {
  override readonly name = 'UpstreamError'
  override readonly message: string
  readonly failure: UpstreamFailure
  readonly method: string
  /** Without user, query and fragment, which may be secret; of a URL that a user gave, without its path too. */
  readonly url: string
  readonly answer: UpstreamAnswer | undefined
  /** When it may be worth another try, in milliseconds. */
  readonly retryAfter: number | undefined
  /** How often it has been sent. */
  readonly attempts: number

  constructor(fault: UpstreamFault, attempts = 1) {
    const kind = kindOf(fault)
    super(kind.definition.status, optionsOf(kind, fault))
    this.failure = fault.failure
    this.method = fault.method
    this.url = shownUrl(fault)
    this.answer = fault.answer
    this.retryAfter = fault.retryAfter
    this.attempts = attempts
    const often = attempts > 1 ? `, ${attempts} attempts` : ''
    this.message = `${this.method} ${this.url}: ${fault.cause} (${fault.failure}${often})`
  }
}

const unavailable: ReadonlySet<UpstreamFailure> = new Set(['breaker-open', 'queue-full', 'throttled'])

function kindOf({ failure, answer }: UpstreamFault): DefinedError {
  if (failure === 'timeout') return UpstreamTimeout
  const isBusy = failure === 'status' && (answer?.status === 429 || answer?.status === 503)
  return isBusy || unavailable.has(failure) ? UpstreamUnavailable : UpstreamFailed
}

function optionsOf(kind: DefinedError, { retryAfter, error }: UpstreamFault): HttpErrorOptions {
  const { code, title } = kind.definition
  const pause = kind === UpstreamUnavailable ? retryAfter : undefined
  return {
    code,
    title,
    ...(pause === undefined ? {} : { headers: { 'retry-after': seconds(pause) } }),
    ...(error === undefined ? {} : { cause: error }),
  }
}

const seconds = (milliseconds: number): string => String(Math.max(1, Math.ceil(milliseconds / 1_000)))

function shownUrl({ url, hidesPath = false }: UpstreamFault): string {
  if (typeof url === 'string') return 'a URL that is none'
  return `${url.origin}${hidesPath ? '/…' : url.pathname}`
}
