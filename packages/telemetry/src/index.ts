// The public names of @vivace/telemetry, grouped by concept.

// Requests
export { RequestContext } from './requests/request-context.ts'
export { requestContext } from './requests/context-input.ts'
export type { RequestLineOptions } from './requests/request-line.ts'
export { telemetry, type TelemetryOptions } from './requests/telemetry.ts'

// Logs
export type { ErrorReport, ErrorReporter } from './logs/error-report.ts'
export { jsonLogger, type JsonLoggerOptions } from './logs/json-logger.ts'
export {
  type FileDestination,
  type LogDestination,
  logDestination,
  type LogDestinationOptions,
} from './logs/log-destination.ts'
export type { RedactionOptions } from './logs/redaction.ts'
export { hideSecrets } from './logs/secret-values.ts'

// Metrics
export { Counter, CounterSeries } from './metrics/counter.ts'
export { Gauge, GaugeSeries } from './metrics/gauge.ts'
export { defaultBuckets, Histogram, type HistogramOptions, HistogramSeries } from './metrics/histogram.ts'
export type { LabelArguments, LabelValue } from './metrics/labels.ts'
export { Metric, type MetricKind, type MetricOptions } from './metrics/metric.ts'
export { Metrics, metricsMediaType } from './metrics/metrics.ts'
export { metricsRouter, type MetricsRouterOptions } from './metrics/metrics-router.ts'
export { processMetrics } from './metrics/process-metrics.ts'

// Health
export {
  type CheckInputs,
  type CheckResult,
  type HealthCheck,
  healthCheck,
  type HealthCheckOptions,
  NotReady,
  type Probe,
} from './health/health-check.ts'
export type { HealthReport } from './health/health-report.ts'
export { healthRouter, type HealthRouterOptions } from './health/health-router.ts'

// Traces
export { formatTraceparent, parseTraceparent, type TraceContext } from './tracing/trace-context.ts'
export type { IncomingTrace, RequestSpan, RequestTracer } from './tracing/request-tracer.ts'
