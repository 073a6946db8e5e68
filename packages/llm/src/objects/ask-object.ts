import type { Schema } from 'vivace'
import { secret } from 'vivace/settings'
import { type ChatAnswer, sumCost, sumUsage } from '../answers/index.ts'
import type { Message } from '../conversation/index.ts'
import { LlmError, type LlmErrorCode } from '../errors/index.ts'
import type { AnswerFormat } from '../providers/index.ts'
import { answerFormat, type FormatOptions } from './answer-format.ts'
import { readObject } from './read-object.ts'

/** What asks the model, with a format. */
export type AskForObject = (messages: readonly Message[], format: AnswerFormat) => Promise<ChatAnswer>

/** An object that is asked for. */
export interface AskedObject<Value> extends FormatOptions {
  readonly schema: Schema<unknown, Value>
  readonly messages: readonly Message[]
}

/** An object, and the answer that it was in. */
export interface ObjectAnswer<Value> extends ChatAnswer {
  readonly value: Value
  /** Whether the model had to be told of a mistake; usage, cost and attempts are then those of both calls. */
  readonly isRepaired: boolean
}

/**
 * An object of a schema; the first mistake is told to the model, the second one to the caller.
 *
 *     const { value } = await askObject({ schema: Plan, messages }, ask)
 */
export async function askObject<Value>(
  { messages, ...asked }: AskedObject<Value>,
  ask: AskForObject,
): Promise<ObjectAnswer<Value>> {
  const { schema } = asked
  const format = answerFormat(asked)
  const first = await whole(ask(messages, format))
  const found = await readObject(first.text, { schema, format })
  if ('value' in found) return { ...first, value: found.value, isRepaired: false }
  const told = `That is not the JSON that was asked for. ${found.wrong}\nAnswer again, with the corrected JSON alone.`
  const second = await whole(ask([...messages, first.message, { role: 'user', content: told }], format))
  const repaired = await readObject(second.text, { schema, format })
  if ('wrong' in repaired) throw unusable('object_invalid', second)
  return {
    ...second,
    value: repaired.value,
    isRepaired: true,
    usage: sumUsage([first.usage, second.usage]),
    cost: sumCost([first.cost, second.cost]),
    attempts: first.attempts + second.attempts,
  }
}

/** An answer that has an end. */
async function whole(asking: Promise<ChatAnswer>): Promise<ChatAnswer> {
  const answer = await asking
  if (answer.finishReason === 'length') throw unusable('answer_cut_off', answer)
  if (answer.finishReason === 'content-filter') throw unusable('content_filtered', answer)
  if (answer.finishReason === 'refusal') throw unusable('refused', answer)
  return answer
}

const reasons: Partial<Record<LlmErrorCode, string>> = {
  answer_cut_off: 'did not fit into the tokens that were left',
  content_filtered: 'was held back by the endpoint',
  object_invalid: 'breaks its schema, after a repair',
  refused: 'was refused by the model',
}

function unusable(code: LlmErrorCode, { model, text, refusal }: ChatAnswer): LlmError {
  const message = `The object of the model ${model} ${reasons[code] ?? code}`
  return new LlmError({ code, message, answerText: secret(refusal ?? text) })
}
