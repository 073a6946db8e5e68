import type { AssistantMessage, ToolCall } from '../conversation/index.ts'
import type { Usage } from './usage.ts'

/**
 * Why a model has stopped.
 *
 * | reason           | meaning                                             |
 * | ---------------- | --------------------------------------------------- |
 * | `stop`           | it has said what it had to say, or a stop text came |
 * | `length`         | the answer is cut off: no more tokens               |
 * | `tool-calls`     | it wants tools to be called                         |
 * | `content-filter` | the endpoint has held (a part of) the answer back   |
 * | `refusal`        | the model does not want to answer                   |
 * | `other`          | a reason of the endpoint's own, or none             |
 */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'other'

/** What every answer tells of its call. */
export interface AnswerFacts {
  /** `openai`, `offline`, or what else has answered (`gen_ai.provider.name`). */
  readonly provider: string
  /** Whether no model was asked, because there is no endpoint: then rules have written the answer. */
  readonly isOffline: boolean
  /** The model that has answered, as it names itself. */
  readonly model: string
  /** `undefined` if the endpoint does not tell. */
  readonly usage: Usage | undefined
  /** By the prices of `defineLlm()`; `undefined` if price or usage is not known. */
  readonly cost: number | undefined
  /** How often the request was sent, those of all calls together where there were several. */
  readonly attempts: number
}

/** What a model has answered. */
export interface ChatAnswer extends AnswerFacts {
  /** The endpoint's name of the answer. */
  readonly id: string | undefined
  readonly text: string
  readonly finishReason: FinishReason
  /** Empty unless tools were offered. */
  readonly toolCalls: readonly ToolCall[]
  /** Why the model does not want to answer, if it said so. */
  readonly refusal: string | undefined
  /** What it has thought, where an endpoint tells. */
  readonly reasoning: string | undefined
  /** To go on with the conversation: `[...messages, answer.message, { role: 'user', content }]`. */
  readonly message: AssistantMessage
}

/** A piece of an answer that is being written; the last one is `done`. */
export type ChatPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  | { readonly type: 'done'; readonly answer: ChatAnswer }
