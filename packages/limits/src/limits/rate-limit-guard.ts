import {
  client,
  type Client,
  dependency,
  type Dependency,
  type IncomingRequest,
  log,
  request,
  response,
  singleton,
} from 'vivace'
import { RateLimitExceeded, RateLimitUnavailable } from '../answers/rate-limit-errors.ts'
import { clientKey } from '../keys/client-key.ts'
import { hiddenKey, type RateLimitKey } from '../keys/hidden-key.ts'
import { rateLimits } from '../limiter/rate-limits.ts'
import type { RateLimitState, RateLimitTake } from '../stores/rate-limit-store.ts'
import {
  checkCost,
  checkLimit,
  checkTogether,
  type CheckedLimit,
  computedCost,
  together,
} from './check-limits.ts'
import { judge, type Passed } from './judge.ts'
import type { RateLimitPlace } from './rate-limit.ts'
import type { RateLimitGuardOptions } from './rate-limit-options.ts'

/**
 * Limits how many requests of a route each client may send, or each user, or each API key: as a guard of routes,
 * routers or apps, whose documents then have the 429.
 *
 *     const loginLimit = rateLimitGuard({ name: 'login', limit: 5, per: '1m', whenUnavailable: 'refuse' })
 *     const userLimit = rateLimitGuard({ name: 'user', limit: 1_000, per: '1h', by: userId })
 *     app.post('/login', { dependencies: [loginLimit], … }, …)
 *
 * Of several limits in a list units are taken from all or from none, in one round trip. The value is how it stands with
 * the strictest, `undefined` if nothing was counted. Throws `DefinitionError` RATE_LIMIT_INVALID and DURATION_INVALID.
 */
export function rateLimitGuard(
  limits: RateLimitGuardOptions | readonly RateLimitGuardOptions[],
  { limiter = rateLimits }: RateLimitPlace = {},
): Dependency<RateLimitState | undefined, 'request'> {
  const list: readonly RateLimitGuardOptions[] = 'name' in limits ? [limits] : limits
  const names = list.map(({ name }) => name)
  const where = `rateLimitGuard('${names.join(', ')}')`
  checkTogether(names, where)
  const takes = list.reduce<Dependency<readonly RateLimitTake[]>>(
    (before, options) => withTake(before, takeOf(options, where)),
    none,
  )
  const whenUnavailable = together(list)
  return dependency(
    { limiter, takes, response, log },
    ({ limiter, takes, response, log }) => {
      if (takes.length === 0) return undefined
      const tell = ({ fields, state }: Passed): RateLimitState => {
        response.header('ratelimit-policy', fields['ratelimit-policy'], { always: true })
        response.header('ratelimit', fields.ratelimit, { always: true })
        return state
      }
      const judging = judge(limiter, { takes, whenUnavailable, log })
      return judging instanceof Promise ? judging.then(tell) : tell(judging)
    },
    {
      errors: whenUnavailable === 'refuse' ? [RateLimitExceeded, RateLimitUnavailable] : [RateLimitExceeded],
    },
  )
}

const none: Dependency<readonly RateLimitTake[], 'app'> = singleton({}, (): readonly RateLimitTake[] => [])
const nothing: Dependency<undefined, 'app'> = singleton({}, () => undefined)

function withTake(
  before: Dependency<readonly RateLimitTake[]>,
  take: Dependency<RateLimitTake | undefined>,
): Dependency<readonly RateLimitTake[]> {
  return dependency({ before, take }, ({ before, take }) => (take === undefined ? before : [...before, take]))
}

/** What one limit asks for a request; `undefined` if the request is not counted. */
function takeOf(options: RateLimitGuardOptions, where: string): Dependency<RateLimitTake | undefined> {
  const checked = checkLimit(options, where)
  const { name, limit, window } = checked
  const { by = nothing, cost = 1, skip = nothing, perRoute = false } = options
  checkCost(cost, limit, where)
  const computed = typeof cost === 'number' ? nothing : cost
  return dependency({ by, computed, skip, client, request }, ({ by, computed, skip, client, request }) => {
    if (skip === true) return undefined
    const key = keyOf(checked, by, client)
    const units = computed === undefined ? Number(cost) : computedCost(computed, name)
    return { name, limit, window, key: perRoute ? `${routeOf(request)} ${key}` : key, cost: units }
  })
}

function keyOf({ ipv6Prefix }: CheckedLimit, by: RateLimitKey | undefined, client: Client): string {
  return by === undefined ? clientKey(client, ipv6Prefix) : hiddenKey(by)
}

// HEAD is answered by the route of GET.
function routeOf({ method, route = '' }: IncomingRequest): string {
  return `${method === 'HEAD' ? 'GET' : method} ${route}`
}
