import type { FinishReason, Usage } from '../answers/index.ts'
import type { ToolCall } from '../conversation/index.ts'
import type { ProvidedAnswer } from '../providers/index.ts'

/** What an answer is made of, whether it came at once or in pieces. */
export interface AnswerParts {
  readonly id: string | undefined
  readonly model: string
  readonly text: string
  readonly refusal: string | undefined
  readonly reasoning: string | undefined
  readonly toolCalls: readonly ToolCall[]
  /** `finish_reason`, as it was told. */
  readonly finish: string | undefined
  readonly usage: Usage | undefined
  readonly attempts: number
}

/** Reasons as endpoints spell them; vLLM, TGI and gateways to others have words of their own. */
const reasons: Readonly<Record<string, FinishReason | undefined>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'content-filter',
  refusal: 'refusal',
}

/** An answer with its reason and the message that goes on with the conversation. */
export function finishedAnswer({ finish, ...parts }: AnswerParts): ProvidedAnswer {
  const { text, toolCalls, refusal } = parts
  return {
    ...parts,
    finishReason: reasonOf(finish, { refusal, hasCalls: toolCalls.length > 0 }),
    message: { role: 'assistant', content: text, ...(toolCalls.length === 0 ? {} : { toolCalls }) },
  }
}

interface Contents {
  readonly refusal: string | undefined
  readonly hasCalls: boolean
}

// Some endpoints say `stop` where tools are wanted, and where the model has refused.
function reasonOf(finish: string | undefined, { refusal, hasCalls }: Contents): FinishReason {
  const told = finish === undefined ? undefined : Object.hasOwn(reasons, finish) ? reasons[finish] : 'other'
  if (told === 'content-filter' || told === 'length') return told
  if (refusal !== undefined) return 'refusal'
  if (hasCalls) return 'tool-calls'
  return told ?? 'other'
}
