/** What an event says besides its data. */
export interface EventFields {
  /** Sent back as Last-Event-ID when the client connects again. One line, without NUL. */
  readonly id?: string | number
  /** Which listeners hear it: `message` if absent. One line, without NUL. */
  readonly event?: string
  /** How long the client waits before it connects again, in whole milliseconds. */
  readonly retry?: number
  /** Text that clients pass over; it may have several lines. */
  readonly comment?: string
  /** Data that is sent as it is, instead of JSON: `[DONE]`. No schema looks at it. */
  readonly raw?: string
}

/** An item of an event stream with the fields of its event; `event` makes them. */
export class ServerSentEvent<out Data = unknown> {
  readonly data: Data
  readonly fields: EventFields

  /** Throws `TypeError` for a field that the format cannot say. */
  constructor(data: Data, fields: EventFields) {
    checkLine('id', fields.id === undefined ? '' : String(fields.id))
    checkLine('event', fields.event ?? '')
    checkRetry(fields.retry)
    if (data !== undefined && fields.raw !== undefined) {
      throw new TypeError("event(): the data is either a value or 'raw'; write event(undefined, { raw }).")
    }
    this.data = data
    this.fields = fields
  }
}

/**
 * An item of an event stream with an id, a name, a time to wait, or a comment.
 *
 *     yield event(step, { id: step.number, event: 'progress' })
 *     yield event(undefined, { retry: 5_000 })     // nothing but a field
 *     yield event(undefined, { raw: '[DONE]' })    // data that is no JSON
 *
 * Throws `TypeError` for a field that the format cannot say: a line break in an id would be a field of its own
 * (HTML, section 9.2.6).
 */
export function event<Data>(data: Data, fields: EventFields = {}): ServerSentEvent<Data> {
  return new ServerSentEvent(data, fields)
}

function checkLine(field: string, text: string): void {
  // An id with NUL is ignored by clients; one with a line break ends early and begins another field.
  if (!/[\0\r\n]/.test(text)) return
  throw new TypeError(`event(): '${field}' must be one line, without NUL.`)
}

function checkRetry(retry: number | undefined): void {
  if (retry === undefined || (Number.isSafeInteger(retry) && retry >= 0)) return
  throw new TypeError("event(): 'retry' must be a whole number of milliseconds, 0 or more.")
}
