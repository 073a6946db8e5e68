import { type DefinedError, defineError, type MembersSchema, schemaFrom } from 'vivace'
import { type AskedLimit, rateLimitFields, seconds, strictest } from './rate-limit-fields.ts'

/** What the problem document of a 429 has besides the usual members. */
export interface ViolatedPolicies {
  /** The names of the limits that the request was too much for. */
  readonly 'violated-policies': readonly string[]
}

const members: MembersSchema<ViolatedPolicies> = schemaFrom<ViolatedPolicies>({
  jsonSchema: {
    type: 'object',
    properties: {
      'violated-policies': {
        type: 'array',
        items: { type: 'string' },
        description: 'The names of the limits that the request was too much for, as in RateLimit-Policy.',
      },
    },
    required: ['violated-policies'],
  },
  validate: (value) => ({ value: value as ViolatedPolicies }), // only `rateLimitExceeded` makes it
})

/**
 * The 429 of a request that is too much: list it in the `errors` of an app whose middleware limits it, so that its
 * documents say so. Guards bring it along.
 *
 *     new App({ title, version, middleware: [rateLimit({ limit: 100, per: '1m' })], errors: [RateLimitExceeded] })
 *
 * Its headers are `Retry-After`, `RateLimit` and `RateLimit-Policy`; its type is `quota-exceeded`
 * (draft-ietf-httpapi-ratelimit-headers-11, section 5.1).
 */
export const RateLimitExceeded: DefinedError<ViolatedPolicies> = defineError({
  status: 429,
  code: 'rate-limit-exceeded',
  title: 'Too many requests',
  type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
  description: 'Too many requests: try again after the seconds in Retry-After.',
  headers: {
    'retry-after': '17',
    ratelimit: '"default";r=0;t=17',
    'ratelimit-policy': '"default";q=100;w=60',
  },
  members,
})

/**
 * The 503 of a limit that refuses when it cannot be counted: `whenUnavailable: 'refuse'`.
 *
 *     errors: [RateLimitUnavailable]
 */
export const RateLimitUnavailable: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 503,
  code: 'rate-limit-unavailable',
  title: 'Requests cannot be counted now',
  description: 'The limit of this operation cannot be counted now, and nobody is let in without.',
  headers: { 'retry-after': '2' },
})

/** The error of a request that is too much for at least one of its limits. */
export function rateLimitExceeded(asked: readonly AskedLimit[]): InstanceType<typeof RateLimitExceeded> {
  const violated = asked.filter(({ state }) => state.retryAfter > 0)
  const wait = seconds(strictest(asked).state.retryAfter)
  return new RateLimitExceeded({
    detail: `Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`,
    headers: { 'retry-after': String(wait), ...rateLimitFields(asked) },
    extensions: { 'violated-policies': violated.map(({ take }) => take.name) },
  })
}
