import { DefinitionError, parseDuration } from 'vivace'
import { builtInPolicies } from './built-in-policies.ts'
import type { AllowedAddresses, BreakerRules, HttpPolicies, HttpPolicy } from './http-policy.ts'

/** A policy with everything filled in: times in milliseconds. */
export interface ResolvedPolicy {
  readonly name: string
  readonly connect: number
  readonly read: number
  readonly total: number
  readonly attempts: number
  readonly retriedMethods: ReadonlySet<string>
  readonly backoff: number
  readonly breaker: ResolvedBreaker | false
  readonly concurrency: number
  readonly queue: number
  readonly throttle: ResolvedThrottle | undefined
  readonly redirects: number
  readonly maxBytes: number
  readonly addresses: AllowedAddresses
}

/** When a breaker opens and closes. */
export interface ResolvedBreaker {
  readonly window: number
  readonly atLeast: number
  readonly failing: number
  readonly pause: number
}

/** How often requests may begin. */
export interface ResolvedThrottle {
  readonly limit: number
  readonly per: number
}

/** RFC 9110, section 9.2.2. */
const idempotentMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']

/**
 * The built-in policies and the app's own, each with everything filled in.
 *
 *     resolvePolicies({ arxiv: { concurrency: 1 } }).get('arxiv')?.total    // 30000
 *
 * Throws `DefinitionError` HTTP_POLICY_INVALID and DURATION_INVALID.
 */
export function resolvePolicies(own: HttpPolicies): ReadonlyMap<string, ResolvedPolicy> {
  const standard: HttpPolicy = { ...builtInPolicies.default, ...own['default'] }
  const named: HttpPolicies = { ...builtInPolicies, ...own }
  const names = Object.keys(named)
  return new Map(names.map((name) => [name, resolved(name, { ...standard, ...builtIn(name), ...own[name] })]))
}

function builtIn(name: string): HttpPolicy {
  const policies: HttpPolicies = builtInPolicies
  return name === 'default' ? {} : (policies[name] ?? {})
}

function resolved(name: string, policy: HttpPolicy): ResolvedPolicy {
  const where = `httpClient(), policy "${name}"`
  const duration = (value: HttpPolicy['total'], member: string): number =>
    positive(parseDuration(value ?? 0, where), { where, member })
  const count = (value: number, member: string, least = 0): number =>
    wholeNumber(value, { where, member, least })
  const { throttle } = policy
  return {
    name,
    connect: duration(policy.connect, 'connect'),
    read: duration(policy.read, 'read'),
    total: duration(policy.total, 'total'),
    attempts: count(policy.attempts ?? 3, 'attempts', 1),
    retriedMethods: new Set((policy.retriedMethods ?? idempotentMethods).map((one) => one.toUpperCase())),
    backoff: duration(policy.backoff ?? 200, 'backoff'),
    breaker: resolvedBreaker(policy.breaker ?? {}, where),
    concurrency: policy.concurrency === undefined ? Infinity : count(policy.concurrency, 'concurrency', 1),
    queue: count(policy.queue ?? 1_000, 'queue'),
    throttle:
      throttle === undefined
        ? undefined
        : { limit: count(throttle.limit, 'throttle.limit', 1), per: duration(throttle.per, 'throttle.per') },
    redirects: count(policy.redirects ?? 3, 'redirects'),
    maxBytes: count(policy.maxBytes ?? 10_485_760, 'maxBytes', 1),
    addresses: policy.addresses ?? 'any',
  }
}

function resolvedBreaker(rules: BreakerRules | false, where: string): ResolvedBreaker | false {
  if (rules === false) return false
  const { window = 20, atLeast = 10, failing = 0.5, pause = '10s' } = rules
  const count = (value: number, member: string): number => wholeNumber(value, { where, member, least: 1 })
  if (!(failing > 0 && failing <= 1)) throw invalid(where, `breaker.failing is ${failing}, which is no share`)
  if (atLeast > window) throw invalid(where, `breaker.atLeast is ${atLeast}, more than its window has`)
  return {
    window: count(window, 'breaker.window'),
    atLeast: count(atLeast, 'breaker.atLeast'),
    failing,
    pause: positive(parseDuration(pause, where), { where, member: 'breaker.pause' }),
  }
}

interface Member {
  readonly where: string
  readonly member: string
}

function positive(milliseconds: number, { where, member }: Member): number {
  if (milliseconds > 0) return milliseconds
  throw invalid(where, `${member} is ${milliseconds} ms, in which nothing can happen`)
}

function wholeNumber(value: number, { where, member, least }: Member & { readonly least: number }): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw invalid(where, `${member} is ${value}, which is no whole number of at least ${least}`)
}

function invalid(where: string, cause: string): DefinitionError {
  return new DefinitionError({
    code: 'HTTP_POLICY_INVALID',
    where,
    cause,
    remedy: 'give whole numbers and times above zero, or leave the member out to have that of "default"',
  })
}
