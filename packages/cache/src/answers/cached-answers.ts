import { clock, type Dependency, type Middleware, singleton } from 'vivace'
import { namespace, type Namespace, type NamespaceOptions } from '../namespaces/index.ts'
import { type AnswersCache, AnswerSharing } from './answer-sharing.ts'
import { plainSchema, type PlainSchema } from './plain-schema.ts'
import { type CachedRoute, routeRules, rulesFor } from './route-rules.ts'
import { Variants } from './stored-answers.ts'

/** A namespace of answers. */
export type AnswersNamespace = Namespace<PlainSchema<string>, PlainSchema<Variants>>

/**
 * Declares a namespace that `cachedAnswers` keeps answers in.
 *
 *     const caches = cache({ namespaces: { answers: answers({ ttl: '5m', entries: 1_000 }) } })
 */
export function answers(
  options: Pick<NamespaceOptions<PlainSchema<string>, PlainSchema<Variants>>, 'ttl' | 'entries' | 'bytes'> & {
    /** Names it in Redis. `answers` if absent. */
    readonly name?: string
  },
): AnswersNamespace {
  return namespace({
    name: 'answers',
    ...options,
    key: plainSchema<string>(),
    value: Variants,
    tags: ({ value }) => value.tags,
  })
}

/** Whose answers are shared. */
export interface CachedAnswersOptions {
  /** The singleton of `cache()`; its namespace `answers` is used. */
  readonly caches: Dependency<{ readonly answers: AnswersCache }, 'app'>
  /** The routes whose answers are shared, as they are declared, mounts included: `/items/{id}`. */
  readonly routes: Readonly<Record<string, CachedRoute>>
}

/**
 * A middleware that answers GET and HEAD of some routes with what it has answered others.
 *
 *     new App({ middleware: [cachedAnswers({ caches, routes: { '/items': { ttl: '30s', tags: ['items'] } } })] })
 *
 * An answer is given only to requests that agree in the address, in the headers that it varies by, and in each header
 * that was read to make it. What was made of Authorization, of a cookie, of the body or of the client's address is never
 * shared, nor is what sets a cookie or says `private`, `no-cache` or `no-store` (RFC 9111). Of many who ask for the same
 * at the same time one is answered by the handler. A POST, PUT, PATCH or DELETE that succeeds removes what is kept for its
 * address. List it inside of `compress()` and `etag()`. Throws `DefinitionError` DURATION_INVALID.
 */
export function cachedAnswers({ caches, routes }: CachedAnswersOptions): Dependency<Middleware, 'app'> {
  const rules = routeRules(routes)
  return singleton({ caches, clock }, ({ caches, clock }): Middleware => {
    const sharing = new AnswerSharing(caches.answers, clock)
    return (exchange, next) => {
      const fitting = rulesFor(rules, exchange.path)
      return fitting.length === 0 ? next() : sharing.answer({ exchange, next, rules: fitting })
    }
  })
}
