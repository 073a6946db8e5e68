import type { Schema } from 'vivace'
import type { ChatAnswer, ChatPiece, Embeddings } from '../answers/index.ts'
import type { ChatOptions, Prompt } from '../conversation/index.ts'
import type { ObjectAnswer } from '../objects/index.ts'
import type { Tool, ToolsAnswer } from '../tools/index.ts'

/** How an object is asked for. */
export interface ObjectOptions<Value> extends ChatOptions {
  /** Sent as JSON Schema, and what the answer is checked by. */
  readonly schema: Schema<unknown, Value>
  /** What the object is called: letters, digits, `_` and `-`; `answer` if absent. */
  readonly name?: string
  /** What the object is, for the model. */
  readonly description?: string
}

/** How tools are used. */
export interface UseToolsOptions extends Omit<ChatOptions, 'tools' | 'toolChoice'> {
  readonly tools: readonly Tool[]
  /** How often the model is asked at most; 8 if absent. The last time it has no tools, and has to answer. */
  readonly maxSteps?: number
  /** How many tokens all steps may use together; without end if absent. */
  readonly maxTotalTokens?: number
}

/** How texts are made vectors. */
export interface EmbedOptions {
  /** The model; that of `defineLlm()`, else of EMBEDDING_MODEL, if absent. */
  readonly model?: string | undefined
  /** How long the vectors shall be; as the model makes them if absent (offline: 768). */
  readonly dimensions?: number | undefined
  /** Sent with the request, such as a correlation id. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
}

/** What holds for every call of a client, unless the call says otherwise. */
export type LlmDefaults = ChatOptions

/**
 * A language model.
 *
 *     const { text } = await llm.chat('What is a monad?', { temperature: 0 })
 *     const { value } = await llm.object('Plan a week in Rome.', { schema: Plan })
 *     for await (const piece of llm.stream(messages)) if (piece.type === 'text') yield piece.text
 *
 * Calls reject with `LlmError`, or with the reason of their signal.
 */
export interface Llm {
  /** `openai`, `offline`, or what else answers. */
  readonly provider: string
  /** Whether rules answer, because there is no endpoint. */
  readonly isOffline: boolean
  /** The models that are used unless a call names another one. */
  readonly model: string
  readonly embeddingModel: string | undefined

  chat(prompt: Prompt, options?: ChatOptions): Promise<ChatAnswer>

  /**
   * The answer piece by piece; the last piece is `done` and has the whole. Nothing is sent before it is read, and
   * whoever stops reading ends the request.
   */
  stream(prompt: Prompt, options?: ChatOptions): AsyncIterable<ChatPiece>

  /**
   * An object of a schema. What breaks it is told to the model once; then it is an `LlmError` `object_invalid`, whose
   * `answerText` is what the model said.
   */
  object<Value>(prompt: Prompt, options: ObjectOptions<Value>): Promise<ObjectAnswer<Value>>

  /** Asks until the model wants no more tools; those of one step run at the same time. */
  useTools(prompt: Prompt, options: UseToolsOptions): Promise<ToolsAnswer>

  /** A vector for each text, in batches. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Embeddings>

  /** The same client with other defaults. */
  with(defaults: LlmDefaults): Llm
}
