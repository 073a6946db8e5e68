import { DefinitionError, parseDuration } from 'vivace'
import { usualIpv6Prefix } from '../keys/client-key.ts'
import type { WhenUnavailable } from '../limiter/rate-limiter.ts'
import type { RateLimitTake } from '../stores/rate-limit-store.ts'
import type { RateLimitBounds } from './rate-limit-options.ts'

/** A limit as it is counted: checked, its window in milliseconds. */
export interface CheckedLimit extends Pick<RateLimitTake, 'name' | 'limit' | 'window'> {
  readonly ipv6Prefix: number
}

// What a String of structured fields has without escapes, and what separates nothing in the keys of Redis.
const namePattern = /^[\w.-]{1,64}$/

/** An Integer of structured fields has 15 digits (RFC 9651, section 3.3.1); nobody needs as many. */
const most = 1_000_000_000

/** Checks one limit. Throws `DefinitionError` RATE_LIMIT_INVALID and DURATION_INVALID. */
export function checkLimit(bounds: RateLimitBounds & { readonly name: string }, where: string): CheckedLimit {
  const { name, limit, per, ipv6Prefix = usualIpv6Prefix } = bounds
  const window = parseDuration(per, where)
  if (!namePattern.test(name))
    throw invalid(
      where,
      `${JSON.stringify(name)} is no name of a limit`,
      'write letters, digits, "-", "_" and "."',
    )
  if (!isWhole(limit, 1, most))
    throw invalid(where, `${limit} is not a number of requests`, `write a whole number from 1 to ${most}`)
  if (window < 1_000 || window % 1_000 !== 0)
    throw invalid(where, `${JSON.stringify(per)} is no window`, "write whole seconds, as in per: '1m'")
  if (!isWhole(ipv6Prefix, 16, 128))
    throw invalid(
      where,
      `${ipv6Prefix} is not a length of IPv6 networks`,
      'write 64, 56 or 48, or another from 16 to 128',
    )
  return { name, limit, window, ipv6Prefix }
}

/** Checks a cost that is a number. Throws `DefinitionError` RATE_LIMIT_INVALID. */
export function checkCost(cost: unknown, limit: number, where: string): void {
  if (typeof cost !== 'number' || isWhole(cost, 0, limit)) return
  throw invalid(
    where,
    `a request that costs ${cost} never passes a limit of ${limit}`,
    'write a whole number up to the limit',
  )
}

/** Checks limits that stand together. Throws `DefinitionError` RATE_LIMIT_INVALID. */
export function checkTogether(names: readonly string[], where: string): void {
  if (names.length === 0) throw invalid(where, 'there is no limit in the list', 'list one')
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return
  throw invalid(where, `two limits are named ${JSON.stringify(twice)}`, 'give each a name of its own')
}

/** A cost that was computed for a request. Throws `TypeError`, an error of the app, for what is no number of units. */
export function computedCost(cost: number, name: string): number {
  if (isWhole(cost, 0, most)) return cost
  throw new TypeError(`Rate limit '${name}': ${cost} is not a number of units.`)
}

/** What several limits do together while Redis does not answer: refuse if one of them does. */
export function together(limits: readonly RateLimitBounds[]): WhenUnavailable {
  return limits.some(({ whenUnavailable }) => whenUnavailable === 'refuse') ? 'refuse' : 'local'
}

function isWhole(count: number, from: number, to: number): boolean {
  return Number.isSafeInteger(count) && count >= from && count <= to
}

function invalid(where: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'RATE_LIMIT_INVALID', where, cause, remedy })
}
