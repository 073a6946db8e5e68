export { LlmError, type LlmFault, type UpstreamWords } from './llm-error.ts'
export { type LlmErrorCode, llmProblems } from './llm-error-code.ts'
