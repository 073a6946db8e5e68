export {
  answers,
  type AnswersCache,
  cachedAnswers,
  type CachedAnswersOptions,
  type AnswersNamespace,
} from './cached-answers.ts'
export type { CachedRoute } from './route-rules.ts'
