import type { Schema } from 'vivace'

/** A tool as a model is told of it; `tool()` makes one that `useTools` can run as well. */
export interface OfferedTool {
  readonly name: string
  /** What it does and when it is of use: the model chooses by it. */
  readonly description: string
  /** Its arguments. */
  readonly input: Schema
}

/** How a model is asked. What is left out is left to the endpoint. */
export interface ChatOptions {
  /** The model; that of `defineLlm()`, else of LLM_MODEL, if absent. */
  readonly model?: string | undefined
  /** Instructions, put before the prompt as a message of the system. */
  readonly system?: string | undefined
  /** 0 is the most probable text, 2 the most varied. */
  readonly temperature?: number | undefined
  /** The share of probable tokens that is chosen from, between 0 and 1. */
  readonly topP?: number | undefined
  /** How many tokens the answer may have, reasoning included where a model reasons. */
  readonly maxTokens?: number | undefined
  /** Texts at which the answer ends; they are not part of it. */
  readonly stop?: readonly string[] | undefined
  /** Makes the same request more likely to get the same answer. */
  readonly seed?: number | undefined
  readonly frequencyPenalty?: number | undefined
  readonly presencePenalty?: number | undefined
  /** How long a model that reasons may think: `low`, `medium`, `high`, or what the endpoint knows. */
  readonly reasoningEffort?: string | undefined
  /** Tools that the model may want; the answer has its `toolCalls`, and nobody runs them. `useTools` does. */
  readonly tools?: readonly OfferedTool[] | undefined
  /** Whether the model may want tools: as it likes (`auto`, if absent), not at all, or it has to. */
  readonly toolChoice?: 'auto' | 'none' | 'required' | undefined
  /** Further members of the request's body, as the endpoint names them; they win over all others. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined
  /** Sent with the request, such as a correlation id. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Ends the call: the connection is closed at once. */
  readonly signal?: AbortSignal | undefined
}
