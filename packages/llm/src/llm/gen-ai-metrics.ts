import type { CallDone, CallObserver } from './call-done.ts'

/** A registry of metrics, such as the `Metrics` of `@vivace/telemetry`. */
export interface HistogramRegistry {
  histogram(
    name: string,
    options: {
      readonly help: string
      readonly labels: readonly string[]
      readonly buckets: readonly number[]
    },
  ): { observe(value: number, labels: Readonly<Record<string, string>>): void }
}

const seconds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84,
]
const tokens = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576]

const ofCall = [
  'gen_ai_operation_name',
  'gen_ai_provider_name',
  'gen_ai_request_model',
  'gen_ai_response_model',
] as const

/**
 * Counts calls in the metrics of the OpenTelemetry conventions, under their Prometheus names:
 * `gen_ai_client_operation_duration_seconds`, `gen_ai_client_operation_time_to_first_chunk_seconds` and
 * `gen_ai_client_token_usage`.
 *
 *     defineLlm({ onCallDone: genAiMetrics(metrics) })
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/
 */
export function genAiMetrics(metrics: HistogramRegistry): CallObserver {
  const duration = metrics.histogram('gen_ai_client_operation_duration_seconds', {
    help: 'GenAI operation duration.',
    labels: [...ofCall, 'error_type'],
    buckets: seconds,
  })
  const firstChunk = metrics.histogram('gen_ai_client_operation_time_to_first_chunk_seconds', {
    help: 'Time to receive the first chunk of a stream.',
    labels: [...ofCall],
    buckets: seconds,
  })
  const usage = metrics.histogram('gen_ai_client_token_usage', {
    help: 'Number of input and output tokens used.',
    labels: [...ofCall, 'gen_ai_token_type'],
    buckets: tokens,
  })
  return (done) => {
    const labels = labelsOf(done)
    duration.observe(done.milliseconds / 1_000, { ...labels, error_type: done.failure ?? '' })
    if (done.millisecondsToFirstPiece !== undefined)
      firstChunk.observe(done.millisecondsToFirstPiece / 1_000, labels)
    if (done.usage === undefined) return
    usage.observe(done.usage.promptTokens, { ...labels, gen_ai_token_type: 'input' })
    if (done.operation === 'chat')
      usage.observe(done.usage.completionTokens, { ...labels, gen_ai_token_type: 'output' })
  }
}

function labelsOf(done: CallDone): Readonly<Record<(typeof ofCall)[number], string>> {
  return {
    gen_ai_operation_name: done.operation,
    gen_ai_provider_name: done.provider,
    gen_ai_request_model: done.requestModel,
    gen_ai_response_model: done.responseModel ?? '',
  }
}
