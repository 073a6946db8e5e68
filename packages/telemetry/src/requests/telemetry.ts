// The global is looked up anew each time, through an accessor.
import { performance } from 'node:perf_hooks'
import {
  Answer,
  type Answering,
  type Dependency,
  type Exchange,
  type Logger,
  type Middleware,
  singleton,
  tracer,
  type Tracer,
} from 'vivace'
import { HttpMetrics } from '../metrics/http-metrics.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { continued, incomingTrace } from '../tracing/incoming-trace.ts'
import { correlationHeader, incomingCorrelationId } from './correlation-id.ts'
import { PassingRequest } from './passing-request.ts'
import { randomId } from '../tracing/random-ids.ts'
import { RequestLine, type RequestLineOptions } from './request-line.ts'
import { RequestLogger } from './request-logger.ts'
import { beginRequestSpan, endRequestSpan } from './request-span.ts'

/** What is told of each request. */
export interface TelemetryOptions {
  /** Where requests are counted; nowhere if absent. */
  readonly metrics?: Metrics
  /** The bounds of `http_request_duration_seconds`, in seconds; from 1 ms to 10 s if absent. */
  readonly buckets?: readonly number[]
  /** The line of each request; `false` writes none. */
  readonly requestLog?: RequestLineOptions | false
  /**
   * Whether X-Correlation-ID and traceparent of a request count, if they are well-formed. True if absent: services
   * call each other. Say `false`, or which requests, where clients call directly and might give a thousand requests
   * one id.
   */
  readonly trust?: boolean | ((exchange: Exchange) => boolean)
}

/**
 * Watches over every request, in one go: names it (X-Correlation-ID, `exchange.id`), hands its trace on (traceparent),
 * writes its line, counts it, and makes its span, where the app has a `tracer`.
 *
 *     const app = new App({ title, version, log: jsonLogger(), middleware: [telemetry({ metrics })] })
 *     // {"timestamp":…,"level":"info","message":"request answered","correlation_id":"…","user_id":7,"method":"GET",
 *     //  "path":"/items/7","route":"/items/{id}","status":200,"duration_ms":1.25,"ip":"127.0.0.1"}
 *
 * It belongs at the beginning of the list: what is listed before it is not seen. 5xx are errors; 4xx are not, they are
 * the client's mistakes. The query is left out, because that is where links carry their secrets. The duration ends with
 * the answer: of a stream, when it begins. In a mounted app it leaves everything to that of the outer app. Throws
 * `DefinitionError` DURATION_INVALID and METRIC_INVALID.
 */
export function telemetry(options: TelemetryOptions = {}): Dependency<Middleware, 'app'> {
  const watch = new RequestWatch(options)
  return singleton({ tracer }, ({ tracer }): Middleware => (exchange, next) => {
    if (exchange.log instanceof RequestLogger) return next()
    const passing = watch.begin(exchange, tracer)
    const { span } = passing
    const answering = span === undefined ? next() : span.run(next)
    return answering instanceof Answer
      ? watch.end(exchange, passing, answering)
      : watch.endLater(exchange, passing, answering)
  })
}

class RequestWatch {
  readonly #options: TelemetryOptions
  readonly #trusts: (exchange: Exchange) => boolean
  readonly #http: HttpMetrics | undefined
  #line: RequestLine | undefined = undefined

  constructor(options: TelemetryOptions) {
    const { metrics, buckets, trust = true } = options
    this.#options = options
    this.#trusts = typeof trust === 'function' ? trust : () => trust
    this.#http = metrics === undefined ? undefined : new HttpMetrics(metrics, buckets)
  }

  begin(exchange: Exchange, tracer: Tracer | undefined): PassingRequest {
    const start = performance.now()
    const isTrusted = this.#trusts(exchange)
    const incoming = isTrusted ? incomingTrace(exchange) : undefined
    const span = tracer && beginRequestSpan(tracer, exchange, incoming)
    const trace = span?.context ?? (incoming === undefined ? undefined : continued(incoming.context))
    const id =
      exchange.id ?? (isTrusted ? incomingCorrelationId(exchange) : undefined) ?? trace?.traceId ?? randomId()
    const passing = new PassingRequest(id, trace, incoming?.headers.tracestate)
    passing.log = exchange.log
    passing.span = span
    passing.start = start
    exchange.id = id
    exchange.log = new RequestLogger(passing.log, passing)
    return passing
  }

  end(exchange: Exchange, passing: PassingRequest, answer: Answer): Answer {
    const milliseconds = performance.now() - passing.start
    if (answer.get(correlationHeader) === undefined) answer.append(correlationHeader, passing.correlationId)
    this.#http?.answered(exchange.method, exchange.routePath, {
      status: answer.status,
      seconds: milliseconds / 1_000,
    })
    if (passing.span !== undefined) endRequestSpan(passing.span, exchange, answer)
    this.#lineFor(passing.log)?.write({ exchange, answer, context: passing, milliseconds })
    return answer
  }

  // What is answered at once has never been waiting: nobody could have looked meanwhile.
  endLater(exchange: Exchange, passing: PassingRequest, answering: Promise<Answer>): Answering {
    const inProgress = this.#http?.inProgress(exchange.method, exchange.routePath)
    inProgress?.inc()
    return answering.then((answer) => {
      inProgress?.dec()
      return this.end(exchange, passing, answer)
    })
  }

  // One app has one logger, so there is one line.
  #lineFor(log: Logger): RequestLine | undefined {
    const { requestLog = {} } = this.#options
    if (requestLog === false) return undefined
    if (this.#line?.isFor(log) !== true) this.#line = new RequestLine(log, requestLog)
    return this.#line
  }
}
