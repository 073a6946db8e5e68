// The public names of @vivace/telemetry, grouped by concept.

// Traces
export { formatTraceparent, parseTraceparent, type TraceContext } from './tracing/trace-context.ts'
