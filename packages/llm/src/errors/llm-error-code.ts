import { type DefinedError, defineError } from 'vivace'

/**
 * Why a call of a model came to nothing. Codes are written as those of the endpoints, for they stand beside them in
 * logs, metrics and run records.
 *
 * | code                     | meaning                                                           | status | again? |
 * | ------------------------ | ----------------------------------------------------------------- | ------ | ------ |
 * | `upstream_rate_limited`  | too many requests, after all attempts                             | 503    | yes    |
 * | `upstream_unavailable`   | overloaded, or left alone by the breaker, or too many wait here   | 503    | yes    |
 * | `upstream_timeout`       | no answer, or no piece of it, in time                             | 504    | yes    |
 * | `upstream_failed`        | 5xx, no connection, a stream that broke off                       | 502    | yes    |
 * | `upstream_quota_exceeded`| the account has no credit left                                    | 502    | no     |
 * | `upstream_rejected`      | 4xx: key, model or request are wrong                              | 502    | no     |
 * | `upstream_invalid`       | an answer that is not of the wire format                          | 502    | no     |
 * | `context_too_long`       | the conversation has more tokens than the model takes             | 502    | no     |
 * | `content_filtered`       | the endpoint does not let the prompt or the answer through        | 422    | no     |
 * | `refused`                | the model does not want to give the object                        | 422    | no     |
 * | `answer_cut_off`         | the object did not fit into the tokens that were left             | 502    | no     |
 * | `object_invalid`         | the object breaks its schema, after a repair                      | 502    | no     |
 * | `tool_loop_ended`        | tools were still wanted when the steps or the tokens were used up | 502    | no     |
 */
export type LlmErrorCode =
  | 'answer_cut_off'
  | 'content_filtered'
  | 'context_too_long'
  | 'object_invalid'
  | 'refused'
  | 'tool_loop_ended'
  | 'upstream_failed'
  | 'upstream_invalid'
  | 'upstream_quota_exceeded'
  | 'upstream_rate_limited'
  | 'upstream_rejected'
  | 'upstream_timeout'
  | 'upstream_unavailable'

interface Kind {
  readonly status: number
  readonly title: string
  readonly retryable?: true
}

/** What is answered for each code, and whether it may go better later. */
export const kinds: Readonly<Record<LlmErrorCode, Kind>> = {
  answer_cut_off: { status: 502, title: 'The answer of the language model was cut off' },
  content_filtered: { status: 422, title: 'The language model may not process this content' },
  context_too_long: { status: 502, title: 'The conversation is too long for the language model' },
  object_invalid: { status: 502, title: 'The language model gave no valid answer' },
  refused: { status: 422, title: 'The language model does not answer this' },
  tool_loop_ended: { status: 502, title: 'The language model came to no end' },
  upstream_failed: { status: 502, title: 'The language model has failed', retryable: true },
  upstream_invalid: { status: 502, title: 'The language model gave no valid answer' },
  upstream_quota_exceeded: { status: 502, title: 'The language model cannot be used' },
  upstream_rate_limited: { status: 503, title: 'The language model has too much to do', retryable: true },
  upstream_rejected: { status: 502, title: 'The language model cannot be used' },
  upstream_timeout: { status: 504, title: 'The language model did not answer in time', retryable: true },
  upstream_unavailable: {
    status: 503,
    title: 'The language model is not available now',
    retryable: true,
  },
}

/**
 * What failed calls are answered with, for the documents of routes that call a model without `llmForRequest()`.
 *
 *     app.post('/summaries', { inputs: { llm, text }, errors: llmProblems, returns: Summary }, handler)
 */
export const llmProblems: readonly DefinedError[] = Object.entries(kinds).map(([code, { status, title }]) =>
  defineError({ status, code, title }),
)
