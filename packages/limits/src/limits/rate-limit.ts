import { type Answer, type Dependency, type Exchange, mapAnswer, type Middleware, singleton } from 'vivace'
import { clientKey } from '../keys/client-key.ts'
import { hiddenKey } from '../keys/hidden-key.ts'
import type { RateLimiter } from '../limiter/rate-limiter.ts'
import { rateLimits } from '../limiter/rate-limits.ts'
import type { RateLimitTake } from '../stores/rate-limit-store.ts'
import { checkCost, checkLimit, checkTogether, computedCost, together } from './check-limits.ts'
import { judge, type Passed } from './judge.ts'
import type { RateLimitOptions } from './rate-limit-options.ts'

/** Where limits are counted. */
export interface RateLimitPlace {
  /** What `rateLimiter()` made; `rateLimits` if absent. */
  readonly limiter?: Dependency<RateLimiter, 'app'>
}

/**
 * Limits how many requests each client may send, as middleware: what is too much is 429 with `Retry-After`.
 *
 *     middleware: [rateLimit({ limit: 100, per: '1m' }), cors({ origins })]
 *     middleware: [rateLimit([{ name: 'burst', limit: 20, per: '1s' }, { name: 'hour', limit: 1_000, per: '1h' }])]
 *
 * No client gets more than `limit` requests through within any `per`, over all processes that share a Redis. OPTIONS is
 * not counted, HEAD is. Throws `DefinitionError` RATE_LIMIT_INVALID and DURATION_INVALID.
 */
export function rateLimit(
  limits: RateLimitOptions | readonly RateLimitOptions[],
  { limiter = rateLimits }: RateLimitPlace = {},
): Dependency<Middleware, 'app'> {
  const where = 'rateLimit()'
  const readers = listOf(limits).map((each) => ({ ...each, takeOf: takeReader(each, where) }))
  const names = listOf(limits).map(({ name = 'default' }) => name)
  checkTogether(names, where)
  const whenUnavailable = together(listOf(limits))
  return singleton({ limiter }, ({ limiter }): Middleware => (exchange, next) => {
    if (exchange.method === 'OPTIONS') return next()
    const takes = readers.flatMap(({ skip, takeOf }) => (skip?.(exchange) === true ? [] : [takeOf(exchange)]))
    if (takes.length === 0) return next()
    const judging = judge(limiter, { takes, whenUnavailable, log: exchange.log })
    const goOn = ({ fields }: Passed): ReturnType<typeof next> =>
      mapAnswer(next(), (answer) => withFields(answer, fields))
    return judging instanceof Promise ? judging.then(goOn) : goOn(judging)
  })
}

function takeReader(options: RateLimitOptions, where: string): (exchange: Exchange) => RateLimitTake {
  const { name, limit, window, ipv6Prefix } = checkLimit(
    { ...options, name: options.name ?? 'default' },
    where,
  )
  const { by, cost = 1 } = options
  checkCost(cost, limit, where)
  return (exchange) => {
    const own = by?.(exchange)
    const key = own === undefined ? clientKey(exchange.client, ipv6Prefix) : hiddenKey(own)
    const units = typeof cost === 'number' ? cost : computedCost(cost(exchange), name)
    return { name, limit, window, key, cost: units }
  }
}

// Beside those of a guard further in: a list may be split over several fields (RFC 9651, section 3.1).
function withFields(answer: Answer, fields: Passed['fields']): Answer {
  answer.append('ratelimit-policy', fields['ratelimit-policy'])
  answer.append('ratelimit', fields.ratelimit)
  return answer
}

function listOf<Item>(given: Item | readonly Item[]): readonly Item[] {
  return isList(given) ? given : [given]
}

function isList<Item>(given: Item | readonly Item[]): given is readonly Item[] {
  return Array.isArray(given)
}
