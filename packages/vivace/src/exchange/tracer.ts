/** The place of a span in a trace. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all of them 0. */
  readonly traceId: string
  /** 16 lower-case hexadecimal digits, not all of them 0. */
  readonly spanId: string
  /** Whether the span is kept. */
  readonly isSampled: boolean
}

/** The headers by which a trace goes on elsewhere: W3C Trace Context. */
export interface TraceHeaders {
  readonly traceparent: string
  /** What vendors have added to it. */
  readonly tracestate?: string | undefined
}

/** What is told of a span: names of OpenTelemetry's semantic conventions, and values that may be read by anyone. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Which end of a conversation a span is, as OpenTelemetry has it. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer'

/** What is known of a span as it begins. */
export interface SpanOptions {
  /** `internal` if absent. */
  readonly kind?: SpanKind
  readonly attributes?: SpanAttributes
  /** The caller's part of the trace, where nothing of this process is being traced around the span. */
  readonly parent?: TraceHeaders | undefined
}

/** A stretch of work that is traced. Whoever begins it ends it. */
export interface Span {
  /** Where it stands; `undefined` if nobody keeps traces. */
  readonly context: TraceContext | undefined
  /** Runs work with the span as the parent of whatever is traced in it, until its promise has settled. */
  run<Result>(work: () => Result): Result
  /** Names it anew, where it begins before its name is known. */
  rename(name: string): void
  set(attributes: SpanAttributes): void
  /** Says that the work failed. An `HttpError` below 500 is an answer, and no failure. */
  fail(error?: unknown): void
  end(): void
  /** What a message to another process carries, so that its trace goes on there. */
  headers(): TraceHeaders | undefined
}

/**
 * Makes spans: `openTelemetry()` of `@vivace/telemetry/opentelemetry`, or one of your own.
 *
 *     const app = new App({ title: 'Shop', version: '1.0.0', tracer: openTelemetry() })
 *
 * It must not throw.
 *
 * @see https://opentelemetry.io/docs/specs/otel/trace/api/
 */
export interface Tracer {
  /** Begins a span below the one that is being worked on, or below the `parent` if there is none. */
  begin(name: string, options?: SpanOptions): Span
}
