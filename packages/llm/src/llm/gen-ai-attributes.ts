import type { SpanAttributes } from 'vivace'
import type { CallDone } from './call-done.ts'

/**
 * A call as the attributes of a span or of a log line, by the OpenTelemetry conventions. Nothing of what was said is
 * in them.
 *
 *     defineLlm({ onCallDone: (done) => log.info('model called', genAiAttributes(done)) })
 *
 * The spans of a traced app have them already.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function genAiAttributes(done: CallDone): SpanAttributes {
  const { usage, server, operation, millisecondsToFirstPiece: first } = done
  return {
    'gen_ai.operation.name': operation,
    'gen_ai.provider.name': done.provider,
    'gen_ai.request.model': done.requestModel,
    'gen_ai.request.stream': done.isStream ? true : undefined,
    'gen_ai.response.model': done.responseModel,
    'gen_ai.response.finish_reasons': done.finishReason,
    'gen_ai.response.time_to_first_chunk': first === undefined ? undefined : first / 1_000,
    'gen_ai.usage.input_tokens': usage?.promptTokens,
    'gen_ai.usage.output_tokens': operation === 'chat' ? usage?.completionTokens : undefined,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedTokens,
    'gen_ai.usage.reasoning.output_tokens': usage?.reasoningTokens,
    'server.address': server?.address,
    'server.port': server?.port,
    'error.type': done.failure,
  }
}
