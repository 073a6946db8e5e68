import { LRUCache } from 'lru-cache'
import type { Answer, Answering, Clock, Exchange } from 'vivace'
import type { NamespaceCache } from '../cache/namespace-cache.ts'
import { watchReads } from './header-reads.ts'
import { sharedFor, variesBy } from './may-be-shared.ts'
import type { PlainSchema } from './plain-schema.ts'
import type { RouteRule } from './route-rules.ts'
import { mostVariants, revive, storedAnswer, type Variant, type Variants } from './stored-answers.ts'

/** The cache of a namespace of answers. */
export type AnswersCache = NamespaceCache<PlainSchema<string>, PlainSchema<Variants>>

/** One request to a route whose answers are shared. */
interface Asked {
  readonly exchange: Exchange
  readonly next: () => Answering
  readonly rules: readonly RouteRule[]
}

const changing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Answers requests with what others were answered, and keeps what may be shared. */
export class AnswerSharing {
  readonly #cache: AnswersCache
  readonly #clock: Clock
  /** Those that are being answered by a handler, by address. */
  readonly #running = new Map<string, Promise<void>>()
  /** Addresses whose last answer could not be shared: to wait for the next one would be in vain. */
  readonly #unshared = new LRUCache<string, true>({ max: 1_000 })

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
    if (running === undefined || this.#unshared.has(address)) return this.#make(address, asked)
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
        answer.freshUntil > now && request.every(([name, value]) => sent(exchange, name) === value),
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
      if (ttl === 0) this.#unshared.set(address, true)
      else this.#unshared.delete(address)
      if (rule === undefined || ttl === 0 || exchange.method === 'HEAD') return answer
      const names = [...new Set([...reads.names, ...variesBy(answer)])]
      const request = names.map((name) => [name, sent(exchange, name)] as const)
      const now = this.#clock.now()
      const stored = storedAnswer(answer, { at: now, freshUntil: now + ttl, route: rule.template })
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

function isSame(left: Variant['request'], right: Variant['request']): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

// Line by line: what reads the lines of a header sees that `a, b` is not `a` and `b`.
function sent(exchange: Exchange, name: string): string | null {
  const lines = exchange.headerValues(name)
  return lines.length === 0 ? null : lines.join('\n')
}
