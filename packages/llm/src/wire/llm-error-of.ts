import { UpstreamError, type UpstreamFailure } from '@vivace/http'
import { secret } from 'vivace/settings'
import { LlmError, type LlmErrorCode } from '../errors/index.ts'
import { codeOf, readFailure, wordsOf } from './told-error.ts'

const codes: Readonly<Record<Exclude<UpstreamFailure, 'status'>, LlmErrorCode>> = {
  address: 'upstream_rejected',
  body: 'upstream_invalid',
  'breaker-open': 'upstream_unavailable',
  connect: 'upstream_failed',
  invalid: 'upstream_invalid',
  network: 'upstream_failed',
  'queue-full': 'upstream_unavailable',
  redirect: 'upstream_rejected',
  throttled: 'upstream_unavailable',
  timeout: 'upstream_timeout',
  url: 'upstream_rejected',
}

/**
 * What a failed request means for whoever asked the model. The upstream's own error is not kept as the cause: it has
 * the body, which may repeat prompt and key.
 *
 *     throw llmErrorOf(error)
 *
 * Everything that is no `UpstreamError`, such as the reason of a signal, stays as it is.
 */
export function llmErrorOf(error: unknown): unknown {
  if (!(error instanceof UpstreamError)) return error
  const { method, url, attempts, retryAfter, answer, failure } = error
  if (failure !== 'status' || answer === undefined) {
    const code = failure === 'status' ? 'upstream_failed' : codes[failure]
    return new LlmError({ code, message: `${method} ${url}: ${failure}`, attempts, retryAfter })
  }
  const told = readFailure(answer.status, answer.text)
  const upstream = wordsOf(told)
  const said = [upstream.code ?? upstream.type, upstream.param].filter((word) => word !== undefined)
  return new LlmError({
    code: codeOf(told),
    message: `${method} ${url}: answered ${answer.status}${said.length === 0 ? '' : ` (${said.join(', ')})`}`,
    attempts,
    retryAfter,
    upstream,
    upstreamText: secret(told.text),
  })
}
