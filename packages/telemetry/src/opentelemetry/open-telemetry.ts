import {
  context,
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Tracer as OpenTracer,
} from '@opentelemetry/api'
import type { Span, SpanOptions, TraceHeaders, Tracer } from 'vivace'
import { parseTraceparent } from '../tracing/trace-context.ts'
import { OpenSpan } from './open-span.ts'

/** Where spans go. */
export interface OpenTelemetryOptions {
  /** Makes the spans; that of the provider which is registered for the process if absent. */
  readonly tracer?: OpenTracer
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}

/**
 * Makes spans by OpenTelemetry: of each request, its dependencies and their clean-up, and what batteries trace.
 *
 *     const app = new App({ title, version, tracer: openTelemetry(), middleware: [telemetry()] })
 *
 * It needs `@opentelemetry/api` alone. Without an SDK that is registered nothing is traced, and it costs next to
 * nothing. The context manager of the SDK says what belongs below what. Errors are told with their type and their
 * message, whose secrets are hidden, and without their stack.
 *
 * @see https://opentelemetry.io/docs/specs/otel/trace/api/
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Tracer {
  return new SpanMaker(options.tracer)
}

class SpanMaker implements Tracer {
  readonly #tracer: OpenTracer | undefined

  constructor(tracer: OpenTracer | undefined) {
    this.#tracer = tracer
  }

  begin(name: string, { kind = 'internal', attributes = {}, parent }: SpanOptions = {}): Span {
    // Asked for each time: an SDK may be registered after the app is made.
    const tracer = this.#tracer ?? trace.getTracer('@vivace/telemetry')
    const active = context.active()
    // Whoever traces the server itself has made the span that a request's belongs below.
    const outer = parent === undefined || trace.getSpan(active) !== undefined ? active : contextOf(parent)
    const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, outer)
    return new OpenSpan(span, outer)
  }
}

function contextOf({ traceparent, tracestate }: TraceHeaders): Context {
  const caller = parseTraceparent(traceparent)
  if (caller === undefined) return ROOT_CONTEXT
  const { traceId, spanId, isSampled } = caller
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    isRemote: true,
    traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    ...(tracestate === undefined ? undefined : { traceState: createTraceState(tracestate) }),
  })
}
