import type { TraceContext } from 'vivace'

/** `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`; later versions may append fields. */
const wellFormed = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/

const noTrace = '0'.repeat(32)
const noSpan = '0'.repeat(16)

/**
 * Reads a `traceparent` header; `undefined` for whatever is not one, after which a new trace begins.
 *
 *     parseTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')
 *     // { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', isSampled: true }
 *
 * Of a later version what this one knows is read, as the standard asks.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(text: string | undefined): TraceContext | undefined {
  // What one line can be at most. A longer one is of nobody who means well.
  if (text === undefined || text.length > 512) return undefined
  const [, version, traceId = noTrace, spanId = noSpan, flags = '00', more] = wellFormed.exec(text) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (traceId === noTrace || spanId === noSpan) return undefined
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/**
 * Writes a `traceparent` header, of version 00.
 *
 *     formatTraceparent({ traceId, spanId, isSampled: true })    // '00-0af7…319c-b7ad…3331-01'
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function formatTraceparent({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`
}
