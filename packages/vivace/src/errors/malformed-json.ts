import { HttpError } from './http-error.ts'

/** Where a text stops being JSON. */
export interface JsonFault {
  /** How many characters (Unicode code points) come before it. */
  readonly position: number
  /** `A value is expected`. */
  readonly reason: string
}

/**
 * The body is not JSON: 400 `malformed-json`. The position tells where, and nothing of the body is repeated.
 *
 *     throw new MalformedJson('It is not UTF-8.')
 *     throw new MalformedJson('It cannot be parsed at position 7.', { position: 7, reason: 'A value is expected' })
 */
export class MalformedJson extends HttpError {
  override readonly name = 'MalformedJson'
  /** `undefined` where it is no matter of syntax: another encoding, too many levels. */
  readonly fault: JsonFault | undefined

  constructor(detail: string, fault?: JsonFault) {
    super(400, { code: 'malformed-json', title: 'The body is not JSON', detail })
    this.fault = fault
  }
}
