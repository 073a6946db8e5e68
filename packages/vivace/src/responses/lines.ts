import type { InputOf, Schema } from '../schema/index.ts'
import { compileJsonWriter } from './json-response.ts'
import { openingOf, type OpeningOptions, openItems } from './open-items.ts'
import type { BoundResponse, ItemsKind, ItemsType, SuccessStatus } from './response-kind.ts'
import type { Answerable } from './returns.ts'

/** How JSON lines are sent. */
export interface LinesOptions extends OpeningOptions {
  /** `application/jsonl` if absent; some clients ask for `application/x-ndjson`. */
  readonly mediaType?: string
}

/**
 * JSON lines: one item in each line, checked and filtered by the schema, and made when the client takes it.
 *
 *     app.get('/export', { returns: lines(Item) }, async function* ({ database }) {
 *       yield* database.items()
 *     })
 *
 * An item that breaks the schema breaks the answer off and is logged: a client that reads to the end knows
 * that it has everything.
 */
export function lines<Accepted extends Schema>(
  schema: Accepted,
  options: LinesOptions = {},
): ItemsKind<AsyncIterable<Answerable<InputOf<Accepted>>>, SuccessStatus, ItemsType<'line', Accepted>> {
  return { '~vivace': { status: 200, bind: (where) => bindLines(schema, options, where) } }
}

function bindLines(schema: Schema, options: LinesOptions, where: string): BoundResponse {
  const { described, write } = compileJsonWriter(schema, where)
  const opening = openingOf(where, options)

  function writeLine(item: unknown): string | Promise<string> {
    const written = write(item)
    return typeof written === 'string' ? `${written}\n` : written.then((text) => `${text}\n`)
  }

  return {
    mediaType: options.mediaType ?? 'application/jsonl',
    schema: { type: 'string' },
    items: { schema: described, as: 'line' },
    headers: ['x-accel-buffering', 'no'],
    isStream: true,
    encode: (value, _status, exchange) => openItems(value, opening, { exchange, write: writeLine }),
  }
}
