import type { Exchange } from 'vivace'

/** The header that correlation ids come and go in. */
export const correlationHeader = 'x-correlation-id'

/** Long enough for UUIDs, ULIDs and trace ids in any usual form; nothing that a log or a header reads as syntax. */
const wellFormed = /^[\w.:+/=@-]{1,128}$/

/**
 * The correlation id that a request brings along; `undefined` if it brings none, or one that could be read as
 * something else by a log or a header.
 *
 *     incomingCorrelationId(exchange)    // '7f3c9a12-4b5d-4e6f-8a9b-0c1d2e3f4a5b'
 */
export function incomingCorrelationId(exchange: Exchange): string | undefined {
  const id = exchange.header(correlationHeader)
  return id !== undefined && wellFormed.test(id) ? id : undefined
}
