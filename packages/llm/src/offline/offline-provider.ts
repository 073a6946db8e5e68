import type { FinishReason } from '../answers/index.ts'
import { type Message, textOf, type ToolCall } from '../conversation/index.ts'
import type {
  ChatRequest,
  EmbedRequest,
  LlmProvider,
  ProvidedAnswer,
  ProvidedPiece,
  ProvidedVectors,
} from '../providers/index.ts'
import { fillSchema } from './fill-schema.ts'
import { hashingEmbedding, usualDimensions } from './hashing-embedding.ts'
import { type Material, materialOf, type OfflineTask } from './material.ts'
import { countTokens } from './words.ts'
import { writeCritique } from './write-critique.ts'
import { writeDraft } from './write-draft.ts'
import { writeRevision } from './write-revision.ts'

const writers: Readonly<Record<OfflineTask, (material: Material) => string>> = {
  draft: writeDraft,
  critique: writeCritique,
  revision: writeRevision,
}

/** Pieces of a stream between which others have their turn. */
const piecesAtOnce = 16

/**
 * What answers where there is no endpoint: rules, which work on what they are given, always answer the same, and say
 * that no model was asked.
 *
 *     await new OfflineProvider().chat({ model: 'offline', messages })
 *
 * It drafts out of sources, judges a draft and mends it, fills in schemas, calls each tool once, and embeds by the
 * words of a text. Docs: `docs/guides/language-models.md`.
 */
export class OfflineProvider implements LlmProvider {
  readonly name = 'offline'
  readonly isOffline = true
  readonly server: undefined = undefined

  async chat(request: ChatRequest): Promise<ProvidedAnswer> {
    request.signal?.throwIfAborted()
    return answerTo(request)
  }

  async *stream(request: ChatRequest): AsyncGenerator<ProvidedPiece, void, undefined> {
    const answer = await this.chat(request)
    const words = answer.text.match(/\S+\s*|\s+/g) ?? []
    for (const [at, text] of words.entries()) {
      if (at % piecesAtOnce === 0) await new Promise((resolve) => setTimeout(resolve))
      request.signal?.throwIfAborted()
      yield { type: 'text', text }
    }
    for (const call of answer.toolCalls) yield { type: 'tool-call', call }
    yield { type: 'done', answer }
  }

  async embed({ texts, dimensions = usualDimensions, signal }: EmbedRequest): Promise<ProvidedVectors> {
    signal?.throwIfAborted()
    const promptTokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
    return {
      model: this.name,
      vectors: texts.map((text) => hashingEmbedding(text, dimensions)),
      usage: { promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 },
      attempts: 1,
    }
  }
}

function answerTo(request: ChatRequest): ProvidedAnswer {
  const { messages, format } = request
  const material = materialOf(messages)
  const toolCalls = callsFor(request, material)
  const written =
    toolCalls.length > 0
      ? ''
      : format === undefined
        ? writers[material.task](material)
        : JSON.stringify(fillSchema(format.schema, material))
  const { text, finishReason } = ended(written, request)
  return {
    id: undefined,
    model: 'offline',
    text,
    finishReason: toolCalls.length > 0 ? 'tool-calls' : finishReason,
    toolCalls,
    refusal: undefined,
    reasoning: undefined,
    message: { role: 'assistant', content: text, ...(toolCalls.length === 0 ? {} : { toolCalls }) },
    usage: {
      promptTokens: messages.reduce((sum, message) => sum + countTokens(textOf(message)), 0),
      completionTokens: countTokens(text),
      cachedTokens: 0,
      reasoningTokens: 0,
    },
    attempts: 1,
  }
}

/** Each tool once, with arguments out of the topic; then their answers are what is written from. */
function callsFor(
  { tools = [], toolChoice = 'auto', messages }: ChatRequest,
  material: Material,
): ToolCall[] {
  const isAnswered = messages.some(({ role }: Message) => role === 'tool')
  if (toolChoice === 'none' || isAnswered) return []
  return tools.map(({ name, parameters }, at) => ({
    id: `call_${at}`,
    name,
    arguments: JSON.stringify(fillSchema(parameters, material)),
  }))
}

function ended(
  text: string,
  { stop = [], maxTokens = Infinity }: ChatRequest,
): { readonly text: string; readonly finishReason: FinishReason } {
  const ends = stop.map((one) => text.indexOf(one)).filter((at) => at >= 0)
  const until = text.slice(0, Math.min(text.length, ...ends))
  if (countTokens(until) <= maxTokens) return { text: until, finishReason: 'stop' }
  const tokens = [...until.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)]
  const last = tokens[Math.max(0, maxTokens - 1)]
  return {
    text: maxTokens < 1 || last === undefined ? '' : until.slice(0, last.index + last[0].length),
    finishReason: 'length',
  }
}
