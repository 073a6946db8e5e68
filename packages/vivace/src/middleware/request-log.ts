import { mapAnswer, type Answer, type Exchange, type Middleware } from '../exchange/index.ts'
import { parseDuration, type Duration } from '../http/duration.ts'

/** Which requests are logged, and how loudly. */
export interface RequestLogOptions {
  /** The level of a request that went well, or that the client got wrong (4xx); `info` if absent. */
  readonly level?: 'debug' | 'info'
  /** Requests to say nothing about: `(exchange) => exchange.path === '/health'`. */
  readonly skip?: (exchange: Exchange, answer: Answer) => boolean
  /** From this long on, a request is logged as a warning with `slow: true`; none is if absent. */
  readonly slow?: Duration
}

/**
 * Writes one line a request to `exchange.log`: method, path, route, status, duration in milliseconds, and
 * the address of the client.
 *
 *     middleware: [requestLog({ slow: '1s' })]
 *     // {…,"level":"info","message":"request answered","method":"GET","path":"/items/7","route":"/items/{id}",
 *     //  "status":200,"duration_ms":1.25,"client":"127.0.0.1"}
 *
 * 5xx are errors. 4xx are not: they are the client's mistakes, and crawlers make them all day. The query is
 * left out, because that is where links carry their secrets. The duration ends with the answer: for a
 * stream, when it begins. Throws `DefinitionError` DURATION_INVALID.
 */
export function requestLog(options: RequestLogOptions = {}): Middleware {
  const { level = 'info', skip } = options
  const slowest = options.slow === undefined ? Infinity : parseDuration(options.slow, 'requestLog()')
  return (exchange, next) => {
    const start = performance.now()
    return mapAnswer(next(), (answer) => {
      if (skip?.(exchange, answer)) return answer
      const duration = performance.now() - start
      const isSlow = duration >= slowest
      const lineLevel = answer.status >= 500 ? 'error' : isSlow ? 'warn' : level
      // Read now: requestId() may stand further inside.
      exchange.log[lineLevel]('request answered', {
        method: exchange.method,
        path: exchange.path,
        route: exchange.routePath,
        status: answer.status,
        duration_ms: Math.round(duration * 1_000) / 1_000,
        slow: isSlow || undefined,
        client: exchange.client.address,
      })
      return answer
    })
  }
}
