import {
  type Answer,
  type Answering,
  clock,
  type Clock,
  type Dependency,
  type Exchange,
  type Middleware,
  singleton,
} from 'vivace'
import type { NamespaceCache } from '../cache/namespace-cache.ts'
import { namespace, type Namespace, type NamespaceOptions } from '../namespaces/index.ts'
import { watchReads } from './header-reads.ts'
import { sharedFor, variesBy } from './may-be-shared.ts'
import { plainSchema, type PlainSchema } from './plain-schema.ts'
import { type CachedRoute, type RouteRule, routeRules, rulesFor } from './route-rules.ts'
import { mostVariants, revive, type StoredAnswer, Variants } from './stored-answers.ts'

/** A namespace of answers. */
export type AnswersNamespace = Namespace<PlainSchema<string>, PlainSchema<Variants>>

/** The cache of a namespace of answers. */
export type AnswersCache = NamespaceCache<PlainSchema<string>, PlainSchema<Variants>>

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

/** One request to a route whose answers are shared. */
interface Asked {
  readonly exchange: Exchange
  readonly next: () => Answering
  readonly rules: readonly RouteRule[]
}

const changing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

class AnswerSharing {
  readonly #cache: AnswersCache
  readonly #clock: Clock
  /** Those that are being answered by a handler, by address. */
  readonly #running = new Map<string, Promise<void>>()

  constructor(cache: AnswersCache, clock: Clock) {
    this.#cache = cache
    this.#clock = clock
  }

  async answer(asked: Asked): Promise<Answer> {
    const { exchange, next } = asked
    const address = addressOf(exchange)
    if (changing.has(exchange.method)) return this.#change(address, next)
    const isRead = exchange.method === 'GET' || exchange.method === 'HEAD'
    // Who says who they are gets an answer of their own (RFC 9111, section 3.5), and so does who wants a part.
    if (!isRead || exchange.header('authorization') !== undefined || exchange.header('range') !== undefined)
      return next()
    const kept = await this.#find(address, exchange)
    if (kept !== undefined) return kept
    // Between this question and `#make` nothing is awaited: of many, one finds nobody.
    const running = this.#running.get(address)
    if (running === undefined) return this.#make(address, asked)
    // Once: if what the other request is answered with may not be shared, waiting for the next one would not help.
    await running
    return (await this.#find(address, exchange)) ?? this.#run(address, asked)
  }

  async #change(address: string, next: () => Answering): Promise<Answer> {
    const answer = await next()
    if (answer.status < 400) await this.#cache.delete(address)
    return answer
  }

  async #find(address: string, exchange: Exchange): Promise<Answer | undefined> {
    const now = this.#clock.now()
    const kept = await this.#cache.get(address)
    const variant = kept?.variants.find(
      ({ request, answer }) =>
        answer.freshUntil > now &&
        request.every(([name, value]) => (exchange.header(name) ?? null) === value),
    )
    if (variant === undefined) return undefined
    exchange.routePath = variant.answer.route
    const answer = revive(variant.answer, now)
    answer.set('cache-status', 'vivace; hit')
    return answer
  }

  async #make(address: string, asked: Asked): Promise<Answer> {
    if (asked.exchange.method === 'HEAD') return this.#run(address, asked)
    const making = this.#run(address, asked)
    const done = making.then(
      () => undefined,
      () => undefined,
    )
    this.#running.set(address, done)
    try {
      return await making
    } finally {
      if (this.#running.get(address) === done) this.#running.delete(address)
    }
  }

  async #run(address: string, { exchange, next, rules }: Asked): Promise<Answer> {
    const lease = await this.#cache.begin(address)
    try {
      const reads = watchReads(exchange)
      const answer = await next()
      const rule = rules.find(({ template }) => template === exchange.routePath)
      const ttl = rule === undefined ? 0 : sharedFor(answer, reads, rule.ttl)
      if (rule === undefined || ttl === 0 || exchange.method === 'HEAD') return answer
      const names = [...new Set([...reads.names, ...variesBy(answer)])]
      const request = names.map((name) => [name, exchange.header(name) ?? null] as const)
      const now = this.#clock.now()
      const stored = store(answer, { at: now, freshUntil: now + ttl, route: rule.template })
      const others = (lease.value?.variants ?? []).filter(
        (variant) => variant.answer.freshUntil > now && !isSame(variant.request, request),
      )
      const variants = [{ request, answer: stored }, ...others].slice(0, mostVariants)
      await lease.keep({ variants, tags: rule.tags })
      answer.set('cache-status', 'vivace; fwd=miss; stored')
      return answer
    } finally {
      lease.end()
    }
  }
}

// The prefix, the host and the scheme are in it, for answers have links that are made of them.
function addressOf({ scheme, host, rootPath, path, queryString }: Exchange): string {
  return JSON.stringify([scheme, host.toLowerCase(), rootPath, path, queryString])
}

function isSame(left: Variants['variants'][number]['request'], right: typeof left): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

function store(
  { status, headers, body }: Answer,
  about: Pick<StoredAnswer, 'at' | 'freshUntil' | 'route'>,
): StoredAnswer {
  if (body instanceof Uint8Array)
    return { ...about, status, headers, isBinary: true, body: Buffer.from(body).toString('base64') }
  // Streams are not shared.
  return { ...about, status, headers, isBinary: false, body: body as string | null }
}
