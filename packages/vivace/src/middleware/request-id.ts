import { mapAnswer, type Exchange, type Middleware } from '../exchange/index.ts'
import { checkFieldName } from '../http/field.ts'

/** Where the id of a request comes from, and which header tells it. */
export interface RequestIdOptions {
  /** The header that ids come and go in; `x-request-id` if absent. */
  readonly header?: string
  /** Makes an id; a random UUID (RFC 9562, version 4) if absent. */
  readonly generate?: (exchange: Exchange) => string
  /**
   * Whether an id that the request brings is kept, if it is well-formed: true, false, or a function of the
   * exchange. False if absent.
   *
   * Whoever chooses the ids can give a thousand requests the same one, or somebody else's, and so mislead
   * whoever reads the log: trust them only when everything comes through a proxy that sets them itself.
   */
  readonly trust?: boolean | ((exchange: Exchange) => boolean)
}

/** Long enough for UUIDs, ULIDs and trace ids in any usual form; nothing that a log or a header reads as syntax. */
const wellFormed = /^[\w.:+/=@-]{1,128}$/

/**
 * Names each request: in `exchange.id` (and so in the `instance` of problem documents), in a header of the
 * answer, and as `request_id` in every log line of the request.
 *
 *     middleware: [requestId(), requestLog()]
 *     middleware: [requestId({ trust: true })]    // behind a proxy that sets x-request-id
 *
 * A request that has an id already, from the app that this one is mounted in, keeps it. Throws
 * `DefinitionError` HEADER_INVALID.
 */
export function requestId(options: RequestIdOptions = {}): Middleware {
  const { generate = () => crypto.randomUUID(), trust = false } = options
  const header = (options.header ?? 'x-request-id').toLowerCase()
  checkFieldName(header, 'requestId()')
  const trusts = typeof trust === 'function' ? trust : () => trust
  return (exchange, next) => {
    if (exchange.id !== undefined) return next()
    const id = incomingId(exchange, header, trusts) ?? generate(exchange)
    exchange.id = id
    exchange.log = exchange.log.child({ request_id: id })
    return mapAnswer(next(), (answer) => {
      answer.set(header, id)
      return answer
    })
  }
}

function incomingId(
  exchange: Exchange,
  header: string,
  trusts: (exchange: Exchange) => boolean,
): string | undefined {
  const id = exchange.header(header)
  return id !== undefined && wellFormed.test(id) && trusts(exchange) ? id : undefined
}
