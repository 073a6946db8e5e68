// The public names of @vivace/cache, grouped by concept.

// Caches
export { cache, type CacheOptions } from './cache/cache.ts'
export type { NamespaceCache } from './cache/namespace-cache.ts'
export type { Caches, Namespaces } from './cache/open-caches.ts'
export { CacheError, type Namespace, namespace, type NamespaceOptions } from './namespaces/index.ts'
export type { CacheStatistics } from './reading/index.ts'

// Answers that are given again
export {
  answers,
  type AnswersCache,
  type AnswersNamespace,
  cachedAnswers,
  type CachedAnswersOptions,
  type CachedRoute,
} from './answers/index.ts'
