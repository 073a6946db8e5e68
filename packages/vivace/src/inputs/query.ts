import type { OutputOf, Schema } from '../schema/index.ts'
import { defineInput } from './define-input.ts'
import type { SentInput } from './input.ts'
import type { InputOptions } from './input-options.ts'
import { modelSource } from './model-source.ts'
import { textSource, type TextSourceKind } from './text-source.ts'

const kind: TextSourceKind = {
  place: 'query',
  wireName: (name) => name,
  texts:
    ({ wireName }) =>
    (reading) =>
      reading.query().get(wireName),
}

/** Reads inputs from the query; see `query`. */
export interface QuerySource {
  <Accepted extends Schema>(schema: Accepted, options?: InputOptions): SentInput<OutputOf<Accepted>, Accepted>
  /**
   * The whole query as one model; the documents list its fields one by one.
   *
   *     inputs: { filter: query.model(z.object({ skip: z.int().default(0), q: z.string().optional() })) }
   */
  model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted>
}

function one<Accepted extends Schema>(
  schema: Accepted,
  options: InputOptions = {},
): SentInput<OutputOf<Accepted>, Accepted> {
  return defineInput({ lifetime: 'request', source: textSource(kind, schema, options) })
}

function model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted> {
  return defineInput({
    lifetime: 'request',
    source: modelSource(schema, { ...kind, names: (reading) => reading.query().keys() }),
  })
}

/**
 * An input read from the query. Text is decoded by the schema's JSON type, arrays read repeated keys, a
 * scalar that is sent twice is refused.
 *
 *     inputs: { limit: query(z.int().max(100).default(20)), tags: query(z.array(z.string()).optional()) }
 */
export const query: QuerySource = Object.assign(one, { model })
