import { passedOnHeaders } from '@vivace/http'
import { dependency, type Dependency, type Input, type InputRecord, signal } from 'vivace'
import { llmProblems } from '../errors/index.ts'
import type { Llm } from './llm.ts'

/** What calls of a request carry. */
export interface LlmForRequestOptions {
  /** Sent with every call; the correlation id and the trace of the request if absent. */
  readonly headers?: Input<Readonly<Record<string, string>>>
}

/**
 * The language model of an app for one request: its calls end when the client goes away or the request's time is up,
 * they carry its correlation id and trace, and the route's document names 422, 502, 503 and 504.
 *
 *     export const llm = llmForRequest(languageModel)
 *     app.post('/answers', { inputs: { llm, question: body(Question) }, returns: text() }, async (given) => {
 *       const { text } = await given.llm.chat(given.question.text)
 *       return text
 *     })
 */
export function llmForRequest(
  llm: Dependency<Llm, 'app'>,
  { headers = passedOnHeaders }: LlmForRequestOptions = {},
): Dependency<Llm, 'request', InputRecord> {
  return dependency({ llm, signal, headers }, ({ llm, signal, headers }) => llm.with({ signal, headers }), {
    errors: llmProblems,
  })
}
