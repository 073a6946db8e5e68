export type { AnswersCache } from './answer-sharing.ts'
export { answers, cachedAnswers, type CachedAnswersOptions, type AnswersNamespace } from './cached-answers.ts'
export type { CachedRoute } from './route-rules.ts'
