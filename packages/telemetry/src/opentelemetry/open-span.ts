import {
  context,
  type Context,
  isSpanContextValid,
  type Span as OpenedSpan,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api'
import { HttpError, type Span, type SpanAttributes, type TraceContext, type TraceHeaders } from 'vivace'
import { hideSecrets } from '../logs/secret-values.ts'
import { formatTraceparent } from '../tracing/trace-context.ts'

/** The one flag of a trace that there is: W3C Trace Context, section 3.2.2.5. */
const sampled: number = TraceFlags.SAMPLED

/** A span of OpenTelemetry. */
export class OpenSpan implements Span {
  readonly context: TraceContext | undefined
  readonly #span: OpenedSpan
  readonly #outer: Context

  constructor(span: OpenedSpan, outer: Context) {
    this.#span = span
    this.#outer = outer
    const own = span.spanContext()
    const { traceId, spanId, traceFlags } = own
    // Without an SDK there is no span of ours: what there is, is the caller's, or nothing.
    const isOurs = isSpanContextValid(own) && spanId !== trace.getSpanContext(outer)?.spanId
    this.context = isOurs ? { traceId, spanId, isSampled: (traceFlags & sampled) === sampled } : undefined
  }

  run<Result>(work: () => Result): Result {
    return context.with(trace.setSpan(this.#outer, this.#span), work)
  }

  rename(name: string): void {
    this.#span.updateName(name)
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes(attributes)
  }

  fail(error?: unknown): void {
    if (!this.#span.isRecording()) return
    if (error !== undefined) this.#span.setAttribute('error.type', typeOf(error))
    if (error instanceof HttpError && error.status < 500) return
    this.#span.setStatus({ code: SpanStatusCode.ERROR })
    if (!(error instanceof Error)) return
    this.#span.addEvent('exception', {
      'exception.type': error.name,
      'exception.message': hideSecrets(error.message),
    })
  }

  end(): void {
    this.#span.end()
  }

  headers(): TraceHeaders | undefined {
    if (this.context === undefined) return undefined
    const traceparent = formatTraceparent(this.context)
    const tracestate = this.#span.spanContext().traceState?.serialize()
    return tracestate === undefined || tracestate === '' ? { traceparent } : { traceparent, tracestate }
  }
}

function typeOf(error: unknown): string {
  if (error instanceof HttpError && error.code !== undefined) return error.code
  return error instanceof Error ? error.name : typeof error
}
