export type {
  AnswerFormat,
  ChatRequest,
  EmbedRequest,
  LlmProvider,
  ProvidedAnswer,
  ProvidedPiece,
  ProvidedVectors,
  ToolDefinition,
} from './llm-provider.ts'
