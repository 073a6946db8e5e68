import type { ChatAnswer, ChatPiece, Usage } from '../answers/index.ts'
import type { ChatOptions, Message } from '../conversation/index.ts'

/** A tool as a model is told of it. */
export interface ToolDefinition {
  readonly name: string
  readonly description: string
  /** The JSON Schema of its arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** The form that an answer shall have. */
export interface AnswerFormat {
  /** What the schema is called: letters, digits, `_` and `-`. */
  readonly name: string
  readonly description?: string | undefined
  /** The JSON Schema of an object. */
  readonly schema: Readonly<Record<string, unknown>>
  /** Whether the schema is of the part of JSON Schema that endpoints can hold a model to. */
  readonly isStrict: boolean
}

/** One request to a model. */
export interface ChatRequest extends Omit<ChatOptions, 'system' | 'model' | 'tools'> {
  readonly model: string
  readonly messages: readonly Message[]
  readonly format?: AnswerFormat | undefined
  readonly tools?: readonly ToolDefinition[] | undefined
}

/** An answer of a provider; what it costs, its caller knows. */
export type ProvidedAnswer = Omit<ChatAnswer, 'cost' | 'isOffline' | 'provider'>

/** A piece of an answer of a provider. */
export type ProvidedPiece =
  Exclude<ChatPiece, { readonly type: 'done' }> | { readonly type: 'done'; readonly answer: ProvidedAnswer }

/** One request for vectors. */
export interface EmbedRequest {
  readonly model: string
  readonly texts: readonly string[]
  /** How long the vectors shall be; as long as the model makes them if absent. */
  readonly dimensions?: number | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
}

/** Vectors, one for each text, in the order of the texts. */
export interface ProvidedVectors {
  readonly model: string
  readonly vectors: readonly (readonly number[])[]
  readonly usage: Usage | undefined
  /** How often it was sent. */
  readonly attempts: number
}

/** What answers: an endpoint over the wire, the offline rules, or one of your own. */
export interface LlmProvider {
  /** As the OpenTelemetry conventions name it (`gen_ai.provider.name`): `openai`, `offline`. */
  readonly name: string
  readonly isOffline: boolean
  /** Where it is, if it is elsewhere. */
  readonly server: { readonly address: string; readonly port: number } | undefined
  /** Rejects with `LlmError`, or with the reason of the request's signal. */
  chat(request: ChatRequest): Promise<ProvidedAnswer>
  /** The pieces as they come; the last one is `done`. Whoever stops reading ends the request. */
  stream(request: ChatRequest): AsyncIterable<ProvidedPiece>
  embed(request: EmbedRequest): Promise<ProvidedVectors>
}
