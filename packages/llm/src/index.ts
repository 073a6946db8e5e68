// The public names of @vivace/llm, grouped by concept.

// The model of an app
export {
  type CallDone,
  type CallObserver,
  defineLlm,
  type EmbedOptions,
  genAiAttributes,
  genAiMetrics,
  type HistogramRegistry,
  type Llm,
  type LlmDefaults,
  llmForRequest,
  type LlmForRequestOptions,
  type LlmOptions,
  type LlmSettings,
  llmSettings,
  type ObjectOptions,
  type UseToolsOptions,
} from './llm/index.ts'

// Asking
export {
  type AssistantMessage,
  type ChatOptions,
  type ContentPart,
  type Message,
  type OfferedTool,
  type Prompt,
  promptBlock,
  type ToolCall,
} from './conversation/index.ts'
export type { ObjectAnswer } from './objects/index.ts'
export {
  type Tool,
  tool,
  type ToolContext,
  type ToolOptions,
  type ToolResult,
  type ToolsAnswer,
  type ToolStep,
} from './tools/index.ts'

// Answers
export {
  type AnswerFacts,
  type ChatAnswer,
  type ChatPiece,
  cosineSimilarity,
  type Embeddings,
  type FinishReason,
  type ModelPrice,
  type ModelPrices,
  sumCost,
  sumUsage,
  type Usage,
} from './answers/index.ts'

// Errors
export {
  LlmError,
  type LlmErrorCode,
  type LlmFault,
  llmProblems,
  type UpstreamWords,
} from './errors/index.ts'

// Providers
export { hashingEmbedding, OfflineProvider } from './offline/index.ts'
export { WireProvider } from './wire/index.ts'
export type {
  AnswerFormat,
  ChatRequest,
  EmbedRequest,
  LlmProvider,
  ProvidedAnswer,
  ProvidedPiece,
  ProvidedVectors,
  ToolDefinition,
} from './providers/index.ts'
