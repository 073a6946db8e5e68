import { HttpError } from 'vivace'
import type { Secret } from 'vivace/settings'
import { kinds, type LlmErrorCode } from './llm-error-code.ts'

/** What the endpoint has said of a failure, as words for programs; its sentences are in `upstreamText`. */
export interface UpstreamWords {
  readonly status: number
  /** `context_length_exceeded` */
  readonly code?: string | undefined
  /** `invalid_request_error` */
  readonly type?: string | undefined
  /** The member of the request that it means: `response_format`. */
  readonly param?: string | undefined
}

/** What an `LlmError` says. */
export interface LlmFault {
  readonly code: LlmErrorCode
  /** What went wrong, for the log: without prompt, answer and key. */
  readonly message: string
  readonly retryable?: boolean | undefined
  /** When it may be worth another try, in milliseconds. */
  readonly retryAfter?: number | undefined
  readonly attempts?: number | undefined
  readonly upstream?: UpstreamWords | undefined
  readonly upstreamText?: Secret | undefined
  readonly answerText?: Secret | undefined
}

/** How long to wait when nobody says, in milliseconds. */
const usualPause = 1_000

/**
 * A call of a model that came to nothing.
 *
 *     try {
 *       return await llm.chat(prompt)
 *     } catch (error) {
 *       if (error instanceof LlmError && error.retryable) return later(error.retryAfter)
 *       throw error
 *     }
 *
 * It is an answer as well: 422, 502, 503 (with `Retry-After`) or 504, which say neither which endpoint has failed, nor
 * what was asked. The message is for the log, and has neither prompt nor answer nor key in it.
 */
export class LlmError extends HttpError {
  override readonly name: string = 'LlmError'
  override readonly message: string
  declare readonly code: LlmErrorCode
  /** Whether the same call may go better later. */
  readonly retryable: boolean
  /** When it may be worth another try, in milliseconds. */
  readonly retryAfter: number | undefined
  /** How often it was sent. */
  readonly attempts: number
  readonly upstream: UpstreamWords | undefined
  /**
   * What the endpoint has said, hidden: it may repeat the prompt, and parts of the key.
   *
   *     error.upstreamText?.reveal()
   */
  readonly upstreamText: Secret | undefined
  /** What the model has answered, hidden: an object that breaks its schema, or was cut off. */
  readonly answerText: Secret | undefined

  constructor(fault: LlmFault) {
    const { code, message, retryAfter, attempts = 1 } = fault
    const { status, title, retryable = false } = kinds[code]
    super(status, { code, title, headers: status === 503 ? { 'retry-after': seconds(retryAfter) } : {} })
    this.message = `${message} (${code}${attempts > 1 ? `, ${attempts} attempts` : ''})`
    this.retryable = fault.retryable ?? retryable
    this.retryAfter = retryAfter
    this.attempts = attempts
    this.upstream = fault.upstream
    this.upstreamText = fault.upstreamText
    this.answerText = fault.answerText
  }
}

const seconds = (milliseconds: number = usualPause): string =>
  String(Math.max(1, Math.ceil(milliseconds / 1_000)))
