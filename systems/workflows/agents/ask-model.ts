import type { ChatAnswer, Llm } from '@vivace/llm'
import type { Schema } from 'vivace'
import type { Usage } from '../models/run.ts'
import type { AgentContext, Question } from './agent.ts'

/** How a step asks its model, and who hears of the answers. */
export interface ModelOptions {
  readonly model?: string | undefined
  readonly temperature?: number | undefined
  readonly signal: AbortSignal
  readonly answered: (answer: ChatAnswer, usage: Usage) => void
}

/** What an agent works with: the language model, as one step uses it. */
export function askModel(llm: Llm, { answered, ...options }: ModelOptions): AgentContext {
  const heard = <Answer extends ChatAnswer>(answer: Answer): Answer => {
    answered(answer, usageOf(answer))
    return answer
  }
  return {
    text: async ({ system, prompt }: Question) => heard(await llm.chat(prompt, { ...options, system })).text,
    object: async <Value>({ system, prompt }: Question, schema: Schema<unknown, Value>) =>
      heard(await llm.object(prompt, { ...options, system, schema })).value,
  }
}

function usageOf({ usage, cost }: ChatAnswer): Usage {
  return {
    prompt_tokens: usage?.promptTokens ?? 0,
    completion_tokens: usage?.completionTokens ?? 0,
    cost_usd: cost ?? null,
  }
}
