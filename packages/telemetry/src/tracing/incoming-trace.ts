import type { Exchange } from 'vivace'
import type { IncomingTrace } from './request-tracer.ts'
import { parseTraceparent, type TraceContext } from './trace-context.ts'

/** Printable, and no longer than the standard asks to hand on. */
const wellFormed = /^[ -~]{1,512}$/

/**
 * What the headers of a request say of its trace.
 *
 *     incomingTrace(exchange)?.context.traceId    // '0af7651916cd43dd8448eb211c80319c'
 *
 * @see https://www.w3.org/TR/trace-context/#tracestate-header
 */
export function incomingTrace(exchange: Exchange): IncomingTrace | undefined {
  const context = parseTraceparent(exchange.header('traceparent'))
  if (context === undefined) return undefined
  const tracestate = exchange.header('tracestate')
  return {
    context,
    tracestate: tracestate !== undefined && wellFormed.test(tracestate) ? tracestate : undefined,
  }
}

/** The next part of a trace: the same one, and a new span. */
export function continued({ traceId, isSampled }: TraceContext): TraceContext {
  return { traceId, spanId: crypto.randomUUID().replaceAll('-', '').slice(0, 16), isSampled }
}
