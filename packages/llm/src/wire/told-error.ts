import { secret } from 'vivace/settings'
import { LlmError, type LlmErrorCode, type UpstreamWords } from '../errors/index.ts'
import { isObject, type WireObject, wordIn } from './wire-json.ts'

/** What an endpoint says of a failure. */
export interface ToldFailure extends UpstreamWords {
  /** Everything that it has said; it may repeat the prompt. */
  readonly text: string
}

/**
 * What the body of a failure says, as words for programs; a body of another form says nothing.
 *
 *     readFailure(429, '{"error":{"code":"rate_limit_exceeded"}}').code    // 'rate_limit_exceeded'
 */
export function readFailure(status: number, text: string): ToldFailure {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { status, text }
  }
  const error = isObject(body) ? (isObject(body['error']) ? body['error'] : body) : {}
  return {
    status,
    code: named(error, 'code'),
    type: named(error, 'type'),
    param: named(error, 'param'),
    text,
  }
}

/** The error of a body, or of an event of a stream, that has begun with the status 200. */
export function toldError(body: WireObject): LlmError | undefined {
  const { error } = body
  if (error === undefined || error === null || error === false || error === '') return undefined
  const told = isObject(error) ? error : {}
  const status = typeof told['code'] === 'number' ? told['code'] : 200
  const failure = readFailure(status, JSON.stringify(body))
  const code = codeOf(failure)
  return new LlmError({
    code,
    message: 'The endpoint told of a failure in its answer',
    upstream: wordsOf(failure),
    upstreamText: secret(failure.text),
  })
}

/** What a failure means; a status of 200 is that of an answer that failed on its way. */
export function codeOf({ status, code = '', type = '', text }: ToldFailure): LlmErrorCode {
  const words = `${code} ${type}`
  if (/insufficient_quota|billing|credit/.test(words) || status === 402) return 'upstream_quota_exceeded'
  if (status === 429 || words.includes('rate_limit')) return 'upstream_rate_limited'
  if (/context_length|context_window|string_above_max_length/.test(words)) return 'context_too_long'
  if (isClientFault(status) && /maximum context length|context window|too many tokens/i.test(text))
    return 'context_too_long'
  if (/content_filter|content_policy|moderation/.test(words)) return 'content_filtered'
  if (status === 503 || status === 529 || words.includes('overloaded')) return 'upstream_unavailable'
  if (status === 408 || status === 504) return 'upstream_timeout'
  return isClientFault(status) ? 'upstream_rejected' : 'upstream_failed'
}

/** The words of a failure without its sentences. */
export function wordsOf({ status, code, type, param }: ToldFailure): UpstreamWords {
  return { status, code, type, param }
}

const isClientFault = (status: number): boolean => status >= 400 && status < 500

/** Identifiers alone: a sentence in the place of a code could repeat the prompt. */
function named(error: WireObject, member: string): string | undefined {
  const word = wordIn(error, member)
  return word !== undefined && /^[\w.[\]-]{1,64}$/.test(word) ? word : undefined
}
