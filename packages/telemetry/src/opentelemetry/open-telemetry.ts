import {
  type Attributes,
  context,
  type Context,
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api'
import type { Answer, Answering, Exchange } from 'vivace'
import { hideSecrets } from '../logs/secret-values.ts'
import type { IncomingTrace, RequestSpan, RequestTracer } from '../tracing/request-tracer.ts'
import type { TraceContext } from '../tracing/trace-context.ts'

/** Where spans go. */
export interface OpenTelemetryOptions {
  /** Makes the spans; that of the provider which is registered for the process if absent. */
  readonly tracer?: Tracer
}

/**
 * Makes a span of kind SERVER for each request, and the parent of what other libraries trace while it is answered.
 *
 *     middleware: [telemetry({ tracer: openTelemetry() })]
 *
 * It needs `@opentelemetry/api` alone. Without an SDK that is registered nothing is traced, and it costs next to
 * nothing. Names and attributes are those of the semantic conventions for HTTP; the path has its secrets hidden, and
 * neither query, nor headers, nor bodies are told.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): RequestTracer {
  return {
    begin(exchange, incoming) {
      // Asked for each time: an SDK may be registered after the app is made.
      const tracer = options.tracer ?? trace.getTracer('@vivace/telemetry')
      const active = context.active()
      // Whoever instruments the server itself has made the span that ours belongs below.
      const parent = trace.getSpan(active) === undefined ? parentOf(incoming) : active
      const attributes = attributesOf(exchange)
      const span = tracer.startSpan(exchange.method, { kind: SpanKind.SERVER, attributes }, parent)
      return new OpenSpan(span, trace.setSpan(parent, span), incoming)
    },
  }
}

/** The one flag of a trace that there is: W3C Trace Context, section 3.2.2.5. */
const sampled: number = TraceFlags.SAMPLED

class OpenSpan implements RequestSpan {
  readonly context: TraceContext | undefined
  readonly #span: Span
  readonly #within: Context

  constructor(span: Span, within: Context, incoming: IncomingTrace | undefined) {
    this.#span = span
    this.#within = within
    const own = span.spanContext()
    const { traceId, spanId, traceFlags } = own
    // Without an SDK there is no span of ours: what there is, is the caller's, or nothing.
    const isOurs = isSpanContextValid(own) && spanId !== incoming?.context.spanId
    this.context = isOurs ? { traceId, spanId, isSampled: (traceFlags & sampled) === sampled } : undefined
  }

  run(next: () => Answering): Answering {
    return context.with(this.#within, next)
  }

  end(exchange: Exchange, { status }: Answer): void {
    const { method, routePath } = exchange
    if (routePath !== undefined) {
      this.#span.updateName(`${method} ${routePath}`)
      this.#span.setAttribute('http.route', routePath)
    }
    this.#span.setAttribute('http.response.status_code', status)
    if (status >= 500) this.#span.setStatus({ code: SpanStatusCode.ERROR })
    this.#span.end()
  }
}

function parentOf(incoming: IncomingTrace | undefined): Context {
  if (incoming === undefined) return ROOT_CONTEXT
  const { traceId, spanId, isSampled } = incoming.context
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    isRemote: true,
    traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    ...(incoming.tracestate === undefined
      ? undefined
      : { traceState: createTraceState(incoming.tracestate) }),
  })
}

function attributesOf({ method, path, scheme, host, client }: Exchange): Attributes {
  return {
    'http.request.method': method,
    'url.scheme': scheme,
    'url.path': hideSecrets(path),
    'server.address': host,
    'client.address': client.address,
  }
}
