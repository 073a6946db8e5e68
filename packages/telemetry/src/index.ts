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
export { Gauge, type GaugeOptions, GaugeSeries } from './metrics/gauge.ts'
export { defaultBuckets, Histogram, type HistogramOptions, HistogramSeries } from './metrics/histogram.ts'
export type { LabelArguments, LabelValue } from './metrics/labels.ts'
export { Metric, type MetricOptions } from './metrics/metric.ts'
export type { Combination, MetricKind, MetricSnapshot, SeriesSnapshot } from './metrics/metric-snapshot.ts'
export { Metrics, metricsMediaType } from './metrics/metrics.ts'
export { metricsRouter, type MetricsRouterOptions } from './metrics/metrics-router.ts'
export { processMetrics } from './metrics/process-metrics.ts'
export { countAuthOperations, type MeasuredSecurityEvent } from './metrics/sources/auth-metrics.ts'
export { type CacheFigures, cacheMetrics, type MeasuredCaches } from './metrics/sources/cache-metrics.ts'
export {
  countCalls,
  httpClientMetrics,
  type MeasuredCall,
  type MeasuredClient,
} from './metrics/sources/http-client-metrics.ts'
export type { MetricsReader, MetricsSource } from './metrics/sources/metrics-source.ts'
export { type PoolFigures, poolMetrics } from './metrics/sources/pool-metrics.ts'
export { type QueueFigures, queueMetrics } from './metrics/sources/queue-metrics.ts'
export {
  type MeasuredLimiter,
  type RateLimitFigures,
  rateLimitMetrics,
} from './metrics/sources/rate-limit-metrics.ts'

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
export { formatTraceparent, parseTraceparent } from './tracing/trace-context.ts'
