import type { Exchange, TraceContext, TraceHeaders } from 'vivace'
import { randomHex } from './random-ids.ts'
import { parseTraceparent } from './trace-context.ts'

/** Where a request comes from, as its headers say. */
export interface IncomingTrace {
  readonly context: TraceContext
  readonly headers: TraceHeaders
}

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
  const traceparent = exchange.header('traceparent')
  if (traceparent === undefined) return undefined
  const context = parseTraceparent(traceparent)
  if (context === undefined) return undefined
  const tracestate = exchange.header('tracestate')
  const isHandedOn = tracestate !== undefined && wellFormed.test(tracestate)
  return { context, headers: { traceparent, tracestate: isHandedOn ? tracestate : undefined } }
}

/** The next part of a trace: the same one, and a new span. */
export function continued({ traceId, isSampled }: TraceContext): TraceContext {
  return { traceId, spanId: randomHex(8), isSampled }
}
