import type { LogFields, TraceContext } from 'vivace'
import { formatTraceparent } from '../tracing/trace-context.ts'
import { correlationHeader } from './correlation-id.ts'

/** What a request is known by, in its log lines, its answer, and the requests that it causes. */
export class RequestContext {
  readonly correlationId: string
  /** The trace that the request is part of: the caller's, or that of a tracer; `undefined` if nobody traces. */
  readonly trace: TraceContext | undefined
  readonly #tracestate: string | undefined
  #added: LogFields | undefined = undefined
  #version = 0

  constructor(correlationId: string, trace?: TraceContext, tracestate?: string) {
    this.correlationId = correlationId
    this.trace = trace
    this.#tracestate = tracestate
  }

  /**
   * Adds fields to the log lines that the request still writes, its last line among them.
   *
   *     context.add({ user_id: user.id })
   */
  add(fields: LogFields): void {
    this.#added = { ...this.#added, ...fields }
    this.#version++
  }

  /** What was added; `undefined` if nothing was. */
  get added(): LogFields | undefined {
    return this.#added
  }

  /** Changes with every `add`. */
  get version(): number {
    return this.#version
  }

  /** What each log line of the request has. */
  get fields(): LogFields {
    const { correlationId, trace } = this
    const traced = trace === undefined ? undefined : { trace_id: trace.traceId, span_id: trace.spanId }
    return { correlation_id: correlationId, ...traced, ...this.#added }
  }

  /**
   * The headers by which a request to another service says what it belongs to.
   *
   *     await fetch(url, { headers: context.headers() })
   */
  headers(): Readonly<Record<string, string>> {
    const { correlationId, trace } = this
    return {
      [correlationHeader]: correlationId,
      ...(trace === undefined ? undefined : { traceparent: formatTraceparent(trace) }),
      ...(trace === undefined || this.#tracestate === undefined
        ? undefined
        : { tracestate: this.#tracestate }),
    }
  }
}
