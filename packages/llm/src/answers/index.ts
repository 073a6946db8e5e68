export type { AnswerFacts, ChatAnswer, ChatPiece, FinishReason } from './chat-answer.ts'
export { cosineSimilarity, type Embeddings } from './embeddings.ts'
export { costOf, type ModelPrice, type ModelPrices, priceOf } from './prices.ts'
export { sumCost, sumUsage, type Usage } from './usage.ts'
