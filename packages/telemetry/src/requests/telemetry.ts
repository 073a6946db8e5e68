import { Answer, type Answering, type Exchange, type Logger, type Middleware } from 'vivace'
import { HttpMetrics } from '../metrics/http-metrics.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { continued, incomingTrace } from '../tracing/incoming-trace.ts'
import type { RequestSpan, RequestTracer } from '../tracing/request-tracer.ts'
import { correlationHeader, incomingCorrelationId } from './correlation-id.ts'
import { RequestContext } from './request-context.ts'
import { RequestLine, type RequestLineOptions } from './request-line.ts'
import { RequestLogger } from './request-logger.ts'

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
  /** Makes the span of each request; none is made if absent. */
  readonly tracer?: RequestTracer
}

/** A request on its way. */
interface Passing {
  readonly exchange: Exchange
  readonly context: RequestContext
  readonly span: RequestSpan | undefined
  readonly log: Logger
  readonly start: number
}

/**
 * Watches over every request, in one go: names it (X-Correlation-ID, `exchange.id`), hands its trace on (traceparent),
 * writes its line, counts it, and makes its span.
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
export function telemetry(options: TelemetryOptions = {}): Middleware {
  const watch = new RequestWatch(options)
  return (exchange, next) => {
    if (exchange.log instanceof RequestLogger) return next()
    const passing = watch.begin(exchange)
    const { span } = passing
    const answering = span === undefined ? next() : span.run(next)
    return answering instanceof Answer ? watch.end(passing, answering) : watch.endLater(passing, answering)
  }
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

  begin(exchange: Exchange): Passing {
    const start = performance.now()
    const { log } = exchange
    const isTrusted = this.#trusts(exchange)
    const incoming = isTrusted ? incomingTrace(exchange) : undefined
    const span = this.#options.tracer?.begin(exchange, incoming)
    const trace = span?.context ?? (incoming === undefined ? undefined : continued(incoming.context))
    const id =
      exchange.id ??
      (isTrusted ? incomingCorrelationId(exchange) : undefined) ??
      trace?.traceId ??
      crypto.randomUUID()
    const context = new RequestContext(id, trace, incoming?.tracestate)
    exchange.id = id
    exchange.log = new RequestLogger(log, context)
    return { exchange, context, span, log, start }
  }

  end(passing: Passing, answer: Answer): Answer {
    const { exchange, context, span } = passing
    const milliseconds = performance.now() - passing.start
    if (answer.get(correlationHeader) === undefined)
      answer.headers.push(correlationHeader, context.correlationId)
    const outcome = { status: answer.status, seconds: milliseconds / 1_000 }
    this.#http?.answered(exchange.method, exchange.routePath, outcome)
    span?.end(exchange, answer)
    this.#lineFor(passing.log)?.write({ exchange, answer, context, milliseconds })
    return answer
  }

  // What is answered at once has never been waiting: nobody could have looked meanwhile.
  endLater(passing: Passing, answering: Promise<Answer>): Answering {
    const { method, routePath } = passing.exchange
    const inProgress = this.#http?.inProgress(method, routePath)
    inProgress?.inc()
    return answering.then((answer) => {
      inProgress?.dec()
      return this.end(passing, answer)
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
