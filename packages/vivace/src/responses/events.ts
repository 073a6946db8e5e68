import { DefinitionError } from '../errors/index.ts'
import { type Duration, parseDuration } from '../http/duration.ts'
import type { InputOf, Schema } from '../schema/index.ts'
import { compileJsonWriter } from './json-response.ts'
import { type Items, openingOf, type OpeningOptions, openItems } from './open-items.ts'
import type { BoundResponse, ItemsKind, ItemsType } from './response-kind.ts'
import type { Answerable } from './returns.ts'
import { ServerSentEvent } from './server-sent-event.ts'
import { writeEvent } from './write-event.ts'

/** How an event stream behaves. */
export interface EventsOptions extends OpeningOptions {
  /**
   * A comment is sent when nothing was for so long, so that proxies keep the connection and clients that are
   * gone are noticed. 15 s if absent; `false` for none.
   */
  readonly keepAlive?: Duration | false
}

/**
 * What a handler of an event stream gives: items, or events with fields of their own.
 *
 *     EventItems<{ n: number }>    // AsyncIterable<{ n: number } | ServerSentEvent<{ n: number }> | …>
 */
export type EventItems<Item> = AsyncIterable<Item | ServerSentEvent<Item> | ServerSentEvent<undefined>>

/**
 * Server-sent events (HTML, section 9.2), each with the JSON of one item, checked and filtered by the schema.
 *
 *     app.get('/steps', { returns: events(Step) }, async function* ({ signal }) {
 *       for await (const step of work({ signal })) yield event(step, { id: step.number })
 *     })
 *
 * Nothing is made before the client takes it. An item that breaks the schema ends the stream and is logged. A
 * client that goes away aborts `signal` and ends the generator at its `yield`; what the request depends on is
 * cleaned up when the stream has ended. When the app stops, the stream ends with its next item, or sooner if
 * what it waits for listens to `stopping`; clients come back by themselves.
 *
 * The route does not start (`DefinitionError` DURATION_INVALID) if a time is none.
 */
export function events<Accepted extends Schema>(
  schema: Accepted,
  options: EventsOptions = {},
): ItemsKind<EventItems<Answerable<InputOf<Accepted>>>, 200, ItemsType<'event', Accepted>> {
  return { '~vivace': { status: 200, bind: (where) => bindEvents(schema, options, where) } }
}

// Without the last header, nginx keeps events back until its buffer is full.
const headers = ['cache-control', 'no-cache', 'x-accel-buffering', 'no']

function bindEvents(schema: Schema, options: EventsOptions, where: string): BoundResponse {
  const { described, write } = compileJsonWriter(schema, where)
  const opening = openingOf(where, options)
  const idle = idleOf(where, options)

  function writeItem(item: unknown): string | Promise<string> {
    if (item instanceof ServerSentEvent) return writeFields(item)
    const data = write(item)
    return typeof data === 'string' ? writeEvent(data) : data.then((text) => writeEvent(text))
  }

  function writeFields({ data, fields }: ServerSentEvent): string | Promise<string> {
    if (fields.raw !== undefined || data === undefined) return writeEvent(fields.raw, fields)
    const written = write(data)
    return typeof written === 'string'
      ? writeEvent(written, fields)
      : written.then((text) => writeEvent(text, fields))
  }

  return {
    mediaType: 'text/event-stream; charset=utf-8',
    schema: { type: 'string' },
    items: { schema: described, as: 'event' },
    headers,
    isStream: true,
    encode: (value, _status, exchange) =>
      openItems(value, opening, { exchange, write: writeItem, idle, endsWithApp: true }),
  }
}

// What a timer can count: a longer time would be over at once.
const longest = 2 ** 31 - 1

function idleOf(where: string, { keepAlive = '15s' }: EventsOptions): Items['idle'] {
  if (keepAlive === false) return undefined
  const after = parseDuration(keepAlive, `${where}, keepAlive`)
  if (after >= 1 && after <= longest) {
    return { after, chunk: writeEvent(undefined, { comment: 'keep-alive' }) }
  }
  throw new DefinitionError({
    code: 'DURATION_INVALID',
    where: `${where}, keepAlive`,
    cause: `${JSON.stringify(keepAlive)} is not a time between two comments`,
    remedy: 'write 1 ms or more, and at most 24 days, or keepAlive: false for none',
  })
}
