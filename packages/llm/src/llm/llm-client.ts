import {
  type AnswerFacts,
  type ChatAnswer,
  type ChatPiece,
  costOf,
  type Embeddings,
  type ModelPrices,
  priceOf,
} from '../answers/index.ts'
import { type ChatOptions, type Message, messagesOf, type Prompt } from '../conversation/index.ts'
import { LlmError } from '../errors/index.ts'
import { askObject, describedBy, type ObjectAnswer } from '../objects/index.ts'
import type { ChatRequest, ProvidedAnswer, ProvidedVectors } from '../providers/index.ts'
import { toolLoop, type ToolsAnswer } from '../tools/index.ts'
import { type CallBeginning, CallWatch, type Watching } from './call-watch.ts'
import { embedBatches } from './embed-batches.ts'
import { FirstPiece } from './first-piece.ts'
import type { EmbedOptions, Llm, LlmDefaults, ObjectOptions, UseToolsOptions } from './llm.ts'
import { mergedOptions } from './merged-options.ts'
import { readIn } from './read-in.ts'

/** What all clients of one provider share. */
export interface LlmParts extends Watching {
  readonly model: string
  readonly embeddingModel: string | undefined
  readonly prices: ModelPrices
  /** Milliseconds that the first piece of a stream may take. */
  readonly firstPiece: number | undefined
}

/** A language model over a provider. */
export class LlmClient implements Llm {
  readonly #parts: LlmParts
  readonly #defaults: LlmDefaults

  constructor(parts: LlmParts, defaults: LlmDefaults = {}) {
    this.#parts = parts
    this.#defaults = defaults
  }

  get provider(): string {
    return this.#parts.provider.name
  }

  get isOffline(): boolean {
    return this.#parts.provider.isOffline
  }

  get model(): string {
    return this.#defaults.model ?? this.#parts.model
  }

  get embeddingModel(): string | undefined {
    return this.#parts.embeddingModel
  }

  with(defaults: LlmDefaults): Llm {
    return new LlmClient(this.#parts, mergedOptions(this.#defaults, defaults))
  }

  async chat(prompt: Prompt, options: ChatOptions = {}): Promise<ChatAnswer> {
    return this.#ask(this.#request(prompt, options))
  }

  async *stream(prompt: Prompt, options: ChatOptions = {}): AsyncGenerator<ChatPiece, void, undefined> {
    const { provider, clock, firstPiece } = this.#parts
    const request = this.#request(prompt, options)
    const watch = this.#watch({ operation: 'chat', requestModel: request.model, isStream: true })
    const first = new FirstPiece({ clock, within: firstPiece, signal: request.signal })
    try {
      const pieces = watch.run(() => provider.stream({ ...request, signal: first.signal }))
      for await (const piece of readIn(pieces, (work) => watch.run(work))) {
        first.came()
        watch.piece()
        if (piece.type !== 'done') {
          yield piece
          continue
        }
        const answer = this.#answer(piece.answer, request.model)
        watch.end({ answer })
        return yield { type: 'done', answer }
      }
      throw new LlmError({ code: 'upstream_failed', message: 'The stream has no end' })
    } catch (error) {
      watch.end({ error })
      throw error
    } finally {
      first.end()
      watch.end({ error: undefined })
    }
  }

  async object<Value>(prompt: Prompt, options: ObjectOptions<Value>): Promise<ObjectAnswer<Value>> {
    const { schema, name, description, ...chat } = options
    const request = this.#request(prompt, chat)
    return askObject({ schema, name, description, messages: request.messages }, (messages, format) =>
      this.#ask({ ...request, messages, format }),
    )
  }

  async useTools(prompt: Prompt, options: UseToolsOptions): Promise<ToolsAnswer> {
    const { tools, maxSteps = 8, maxTotalTokens = Infinity, ...chat } = options
    const request = this.#request(prompt, { ...chat, tools })
    return toolLoop({
      tools,
      maxSteps,
      maxTotalTokens,
      messages: request.messages,
      signal: request.signal,
      tracer: this.#parts.tracer,
      now: () => this.#parts.clock.monotonic(),
      ask: (messages: readonly Message[], toolChoice) => this.#ask({ ...request, messages, toolChoice }),
    })
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<Embeddings> {
    const { model = this.#parts.embeddingModel, dimensions } = options
    if (model === undefined)
      throw new TypeError('There is no embedding model: set EMBEDDING_MODEL, or name one in defineLlm().')
    const { headers, signal } = mergedOptions(this.#defaults, options)
    const watch = this.#watch({ operation: 'embeddings', requestModel: model, isStream: false })
    try {
      const request = { model, texts, dimensions, headers, signal }
      const found = await watch.run(() => embedBatches(this.#parts.provider, request))
      const answer = { ...this.#facts(found, model), vectors: found.vectors }
      watch.end({ answer })
      return answer
    } catch (error) {
      watch.end({ error })
      throw error
    }
  }

  async #ask(request: ChatRequest): Promise<ChatAnswer> {
    const watch = this.#watch({ operation: 'chat', requestModel: request.model, isStream: false })
    try {
      const provided = await watch.run(() => this.#parts.provider.chat(request))
      const answer = this.#answer(provided, request.model)
      watch.end({ answer })
      return answer
    } catch (error) {
      watch.end({ error })
      throw error
    }
  }

  #request(prompt: Prompt, options: ChatOptions): ChatRequest {
    const { system, tools = [], model = this.#parts.model, ...rest } = mergedOptions(this.#defaults, options)
    const told = tools.map(({ name, description, input }) => ({
      name,
      description,
      parameters: describedBy(input),
    }))
    return {
      ...rest,
      model,
      messages: messagesOf(prompt, system),
      ...(told.length === 0 ? {} : { tools: told }),
    }
  }

  #answer(provided: ProvidedAnswer, asked: string): ChatAnswer {
    return { ...provided, ...this.#facts(provided, asked) }
  }

  #facts({ model, usage, attempts }: ProvidedAnswer | ProvidedVectors, asked: string): AnswerFacts {
    const { provider, prices } = this.#parts
    // What rules answer costs nothing.
    const price = provider.isOffline ? { input: 0 } : priceOf(prices, model, asked)
    const { name, isOffline } = provider
    return { provider: name, isOffline, model, usage, attempts, cost: costOf(usage, price) }
  }

  #watch(call: CallBeginning): CallWatch {
    return new CallWatch(this.#parts, call)
  }
}
