import { DefinitionError } from '../errors/index.ts'
import { checkFieldName } from '../http/field.ts'
import type { Method } from '../http/method.ts'
import { originJudge, type CorsOrigins } from './cors-origins.ts'

/** Which pages of other origins may read answers, and what they may ask for. */
export interface CorsOptions {
  /** `'*'` for everyone, exact origins (`https://app.example`), or a function that judges one. */
  readonly origins: '*' | CorsOrigins
  /** The methods that such pages may use; every one if absent. */
  readonly methods?: '*' | readonly Method[]
  /** The request headers that such pages may set; every one if absent. */
  readonly headers?: '*' | readonly string[]
  /** The response headers that such pages may read, beside the seven that they always may. */
  readonly exposeHeaders?: readonly string[]
  /** Whether cookies and the like are sent along. False if absent, and never with `origins: '*'`. */
  readonly credentials?: boolean
  /** For how many seconds a browser need not ask again; 600 if absent. */
  readonly maxAge?: number
}

/** The options of `cors()`, as far as they can be turned into headers before any request. */
export interface CorsPolicy {
  /** Absent when every origin gets the same answer. */
  readonly accepts: ((origin: string) => boolean) | undefined
  readonly credentials: boolean
  /** Values of headers; empty when there is nothing to say, absent when the request's own are repeated. */
  readonly methods: string | undefined
  readonly headers: string | undefined
  readonly exposed: string
  readonly maxAge: string
}

/**
 * Checks the options of `cors()`.
 *
 *     corsPolicy({ origins: '*' }).methods    // '*'
 *
 * Throws `DefinitionError` CORS_WILDCARD_WITH_CREDENTIALS, CORS_ORIGIN_INVALID, HEADER_INVALID and
 * DURATION_INVALID.
 */
export function corsPolicy(options: CorsOptions): CorsPolicy {
  const {
    origins,
    methods = '*',
    headers = '*',
    exposeHeaders = [],
    credentials = false,
    maxAge = 600,
  } = options
  const accepts = judgeOf(origins)
  if (accepts === undefined && credentials) refuseWildcard()
  if (headers !== '*') for (const name of headers) checkFieldName(name, 'cors()')
  for (const name of exposeHeaders) checkFieldName(name, 'cors()')
  checkMaxAge(maxAge)
  // With credentials browsers take "*" for a name; without, it covers every header but Authorization.
  return {
    accepts,
    credentials,
    methods: allowed(methods, credentials ? undefined : '*'),
    headers: allowed(headers, credentials ? undefined : '*, authorization'),
    exposed: exposeHeaders.join(', '),
    maxAge: String(maxAge),
  }
}

/** `undefined` for everyone. Settings hold lists: `['*']` means what `'*'` means. */
function judgeOf(origins: CorsOptions['origins']): CorsPolicy['accepts'] {
  if (origins === '*' || (typeof origins === 'object' && origins.includes('*'))) return undefined
  return originJudge(origins)
}

function allowed(names: '*' | readonly string[], all: string | undefined): string | undefined {
  return names === '*' || names.includes('*') ? all : names.join(', ')
}

function refuseWildcard(): never {
  throw new DefinitionError({
    code: 'CORS_WILDCARD_WITH_CREDENTIALS',
    where: 'cors()',
    cause: "origins: '*' with credentials: true would let every page on the web act as its visitor",
    remedy: 'list the origins that may send cookies, or leave credentials out',
  })
}

function checkMaxAge(maxAge: number): void {
  if (Number.isSafeInteger(maxAge) && maxAge >= 0) return
  const cause = `maxAge ${maxAge} is not a number of seconds`
  throw new DefinitionError({
    code: 'DURATION_INVALID',
    where: 'cors()',
    cause,
    remedy: 'write a whole number, 0 or more',
  })
}
