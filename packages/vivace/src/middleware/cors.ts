import { Answer, mapAnswer, type Exchange, type Middleware } from '../exchange/index.ts'
import { isToken } from '../http/field.ts'
import { corsPolicy, type CorsOptions, type CorsPolicy } from './cors-policy.ts'

/**
 * Lets pages of other origins read answers, errors included, and answers preflights by itself with 204.
 *
 *     middleware: [cors({ origins: ['https://app.example'], credentials: true })]
 *
 * An origin that is not accepted gets no CORS header, and its browser keeps the answer from it; the request
 * itself is not refused, since other clients send no origin at all. Private Network Access headers are not
 * answered: browsers have replaced them by a permission.
 *
 * Throws `DefinitionError` CORS_WILDCARD_WITH_CREDENTIALS, CORS_ORIGIN_INVALID, HEADER_INVALID and
 * DURATION_INVALID.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function cors(options: CorsOptions): Middleware {
  const policy = corsPolicy(options)
  const middleware: Middleware = (exchange, next) => {
    if (isPreflight(exchange)) return answerPreflight(policy, exchange)
    return mapAnswer(next(), (answer) => {
      if (exchange.method === 'OPTIONS') answer.vary(...preflightFields)
      if (allow(policy, exchange, answer) && policy.exposed !== '') {
        answer.set('access-control-expose-headers', policy.exposed)
      }
      return answer
    })
  }
  known.set(middleware, options)
  return middleware
}

const known = new WeakMap<Middleware, CorsOptions>()

/** What `cors()` has made a middleware of; `undefined` for those of others. */
export function corsOptionsOf(middleware: Middleware): CorsOptions | undefined {
  return known.get(middleware)
}

/** What decides between a preflight and another OPTIONS, and what its answer may repeat. */
const preflightFields = ['origin', 'access-control-request-method', 'access-control-request-headers']

function isPreflight(exchange: Exchange): boolean {
  return (
    exchange.method === 'OPTIONS' &&
    exchange.header('origin') !== undefined &&
    exchange.header('access-control-request-method') !== undefined
  )
}

/** Adds what preflights and other answers have in common; false if the origin is not accepted. Vary is due either way. */
function allow(policy: CorsPolicy, exchange: Exchange, answer: Answer): boolean {
  if (policy.accepts === undefined) answer.set('access-control-allow-origin', '*')
  else {
    answer.vary('origin')
    const origin = exchange.header('origin')
    if (origin === undefined || !policy.accepts(origin)) return false
    answer.set('access-control-allow-origin', origin)
  }
  // The outermost cors() decides: what one of a mounted app has added does not stay beside it.
  if (policy.credentials) answer.set('access-control-allow-credentials', 'true')
  else answer.delete('access-control-allow-credentials')
  return true
}

function answerPreflight(policy: CorsPolicy, exchange: Exchange): Answer {
  const answer = new Answer(204, ['vary', preflightFields.join(', ')], null)
  if (!allow(policy, exchange, answer)) return answer
  const methods = policy.methods ?? asked(exchange, 'access-control-request-method')
  const headers = policy.headers ?? asked(exchange, 'access-control-request-headers')
  if (methods !== '') answer.append('access-control-allow-methods', methods)
  if (headers !== '') answer.append('access-control-allow-headers', headers)
  answer.append('access-control-max-age', policy.maxAge)
  return answer
}

/** The names that a preflight asks for; empty if it asks for none, or for what are no names. */
function asked(exchange: Exchange, field: string): string {
  const value = exchange.header(field) ?? ''
  return value.split(',').every((name) => isToken(name.trim())) ? value : ''
}
