import type { ToolCall } from '../conversation/index.ts'
import type { ProvidedAnswer } from '../providers/index.ts'
import { finishedAnswer } from './finished-answer.ts'
import { readUsage } from './read-usage.ts'
import { isObject, listIn, notOfTheFormat, objectIn, wordIn } from './wire-json.ts'
import { toldError } from './told-error.ts'

/** What is known of an answer besides its body. */
export interface AnswerOrigin {
  /** The model that was asked. */
  readonly model: string
  readonly attempts: number
}

/**
 * The answer that a body of `chat.completion` is.
 *
 *     readChat(JSON.parse(text), { model: 'gpt-4o-mini', attempts: 1 }).text
 *
 * Throws `LlmError`: `upstream_invalid`, or what the body says of a failure although its status is 200.
 */
export function readChat(body: unknown, { model, attempts }: AnswerOrigin): ProvidedAnswer {
  if (!isObject(body)) throw notOfTheFormat('is not an object')
  const failure = toldError(body)
  if (failure !== undefined) throw failure
  const choice = listIn(body, 'choices').find(isObject)
  if (choice === undefined) throw notOfTheFormat('has no choices')
  if (!isObject(choice['message'])) throw notOfTheFormat('has a choice without a message')
  const message = choice['message']
  return finishedAnswer({
    id: wordIn(body, 'id'),
    model: wordIn(body, 'model') ?? model,
    text: contentOf(message['content']),
    refusal: wordIn(message, 'refusal'),
    reasoning: wordIn(message, 'reasoning_content') ?? wordIn(message, 'reasoning'),
    toolCalls: listIn(message, 'tool_calls').filter(isObject).map(readToolCall),
    finish: wordIn(choice, 'finish_reason'),
    usage: readUsage(body['usage']),
    attempts,
  })
}

/** Content is a text, absent beside tool calls, and with some endpoints a list of parts. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (content === undefined || content === null) return ''
  if (!Array.isArray(content)) throw notOfTheFormat('has a content that is no text')
  return content
    .filter(isObject)
    .map((part) => wordIn(part, 'text') ?? '')
    .join('')
}

/** A tool call as it is told; ids that are left out are made up, for the answer of the tool has to name one. */
export function readToolCall(told: Readonly<Record<string, unknown>>, at: number): ToolCall {
  const called = objectIn(told, 'function')
  const name = wordIn(called, 'name')
  if (name === undefined) throw notOfTheFormat('has a tool call without a name')
  return { id: wordIn(told, 'id') ?? `call_${at}`, name, arguments: argumentsOf(called['arguments']) }
}

// Ollama has answered with an object in place of its JSON.
function argumentsOf(told: unknown): string {
  if (typeof told === 'string') return told === '' ? '{}' : told
  return told === undefined || told === null ? '{}' : JSON.stringify(told)
}
