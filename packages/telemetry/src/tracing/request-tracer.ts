import type { Answer, Answering, Exchange } from 'vivace'
import type { TraceContext } from './trace-context.ts'

/** Where a request comes from, as its headers say. */
export interface IncomingTrace {
  readonly context: TraceContext
  /** What vendors have added to it; handed on as it is. */
  readonly tracestate: string | undefined
}

/** The span of one request. */
export interface RequestSpan {
  /** Where it stands; `undefined` if nobody keeps traces. */
  readonly context: TraceContext | undefined
  /** Runs the rest of the request, with the span as the parent of whatever is traced in it. */
  run(next: () => Answering): Answering
  /** The request is answered. */
  end(exchange: Exchange, answer: Answer): void
}

/** Makes the span of each request: `openTelemetry()` of `@vivace/telemetry/opentelemetry`, or one of your own. */
export interface RequestTracer {
  /** `incoming` is the caller's part of the trace; absent if there is none, or none that is trusted. */
  begin(exchange: Exchange, incoming: IncomingTrace | undefined): RequestSpan
}
