import { contentTooLarge } from '../exchange/body-refusal.ts'
import type { Middleware } from '../exchange/index.ts'
import { parseByteSize, type ByteSize } from '../http/byte-size.ts'

/**
 * Sets how many bytes of body a request may have, and refuses at once, with 413, one that announces more.
 *
 *     middleware: [bodyLimit('10mb')]
 *
 * A body that does not announce its length is refused when it has passed the limit. The limit of a route
 * (`bodyLimit` in its options) is meant to be lower: what announces more than this never gets to the route.
 * It is 1 MiB where nobody says anything. Throws `DefinitionError` BYTE_SIZE_INVALID.
 */
export function bodyLimit(size: ByteSize): Middleware {
  const limit = parseByteSize(size, 'bodyLimit()')
  return (exchange, next) => {
    exchange.bodyLimit = limit
    exchange.formLimit = limit
    if (Number(exchange.header('content-length') ?? 0) > limit) throw contentTooLarge(limit)
    return next()
  }
}
