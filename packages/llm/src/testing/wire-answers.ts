import { hashingEmbedding } from '../offline/index.ts'
import type { FakeAnswer, FakeUsage } from './fake-reply.ts'

type Body = Readonly<Record<string, unknown>>

/** The body of `chat.completion` that an answer is. */
export function completionOf(answer: FakeAnswer, body: Body): object {
  const { text = '', refusal = null } = answer
  const calls = toolCallsOf(answer)
  const content = calls.length > 0 && text === '' ? null : text
  const message = {
    role: 'assistant',
    content,
    refusal,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  return {
    ...headOf(answer, body, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(answer) }],
    ...usageMember(answer, body),
  }
}

/** The chunks of a stream that an answer is: its text by words, then its tool calls, its reason, its usage. */
export function chunksOf(answer: FakeAnswer, body: Body): object[] {
  const head = headOf(answer, body, 'chat.completion.chunk')
  const chunk = (delta: object, finish: string | null = null): object => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })
  const words = (answer.text ?? '').match(/\S+\s*|\s+/g) ?? []
  const calls = toolCallsOf(answer).flatMap((call, index) => piecesOfCall(call, index))
  // Told by those who ask for a stream.
  const options = body['stream_options'] as { readonly include_usage?: boolean } | undefined
  const usage = options?.include_usage === true ? usageMember(answer, body) : {}
  return [
    ...words.map((content, at) => chunk(at === 0 ? { role: 'assistant', content } : { content })),
    ...(answer.refusal === undefined ? [] : [chunk({ refusal: answer.refusal })]),
    ...calls.map((call) => chunk({ tool_calls: [call] })),
    chunk({}, finishOf(answer)),
    ...('usage' in usage ? [{ ...head, choices: [], ...usage }] : []),
  ]
}

/** The body of `/embeddings`: by words, in reverse order, for order is told by the index. */
export function embeddingsOf({ input, dimensions, model }: Body): object {
  const texts = [input].flat().map(String)
  const length = typeof dimensions === 'number' ? dimensions : undefined
  const data = texts.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: hashingEmbedding(text, length),
  }))
  const tokens = texts.reduce((sum, text) => sum + words(text), 0)
  return {
    object: 'list',
    data: data.reverse(),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

function headOf({ model }: FakeAnswer, body: Body, object: string): object {
  return { id: 'chatcmpl-fake', object, created: 1_700_000_000, model: model ?? body['model'] }
}

interface WireCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

function toolCallsOf({ toolCalls = [] }: FakeAnswer): WireCall[] {
  return toolCalls.map(({ name, arguments: given, id }, at) => ({
    id: id ?? `call_fake_${at}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }))
}

/** A call as it is streamed: first its id and name, then its arguments in two pieces. */
function piecesOfCall({ id, type, function: { name, arguments: given } }: WireCall, index: number): object[] {
  const half = Math.ceil(given.length / 2)
  return [
    { index, id, type, function: { name, arguments: '' } },
    { index, function: { arguments: given.slice(0, half) } },
    { index, function: { arguments: given.slice(half) } },
  ]
}

function finishOf({ finishReason, toolCalls = [] }: FakeAnswer): string {
  return finishReason ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop')
}

function usageMember(answer: FakeAnswer, body: Body): { readonly usage?: object } {
  if (answer.usage === false) return {}
  const counted: FakeUsage = {
    promptTokens: words(JSON.stringify(body['messages'] ?? '')),
    completionTokens: words(answer.text ?? ''),
  }
  const { promptTokens, completionTokens, cachedTokens = 0, reasoningTokens = 0 } = answer.usage ?? counted
  return {
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: cachedTokens },
      completion_tokens_details: { reasoning_tokens: reasoningTokens },
    },
  }
}

const words = (text: string): number => text.match(/\S+/g)?.length ?? 0
