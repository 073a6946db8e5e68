import { closedSchema, describeAt, type OutputOf, type Schema } from '../schema/index.ts'
import { compileCheck } from './check-value.ts'
import { defineInput } from './define-input.ts'
import type { SentInput } from './input.ts'
import type { BodyDescription, Source, SourceUse } from './source.ts'
import { isRequired } from './text-source.ts'

/** What can be said of a body besides its schema. */
export interface BodyOptions {
  /** The member's name on the wire, where an operation has several body inputs. */
  readonly name?: string
  /** Makes the body an object with one member even if the operation has no other body input. */
  readonly embed?: boolean
  readonly description?: string
  readonly examples?: readonly unknown[]
}

/** What clients may send as bytes. */
export type SentBytes = Schema<Uint8Array | ArrayBuffer | Blob | string, Uint8Array>

/** The source of a body input, with what the compiler of plans must know of all of them together. */
export interface BodySource extends Source {
  readonly phase: 'body'
  readonly embed: boolean
}

/** Reads inputs from the body; see `body`. */
export interface BodyInputs {
  <Accepted extends Schema>(schema: Accepted, options?: BodyOptions): SentInput<OutputOf<Accepted>, Accepted>
  /**
   * The body's bytes as they came, beside or instead of parsed ones: signatures of webhooks need them.
   *
   *     inputs: { bytes: body.bytes({ mediaType: 'application/octet-stream' }) }
   */
  bytes(options?: { readonly mediaType?: string }): SentInput<Uint8Array, SentBytes>
}

/**
 * An input read from the JSON body. JSON is never coerced: `"5"` is not a number. Several body inputs of
 * one operation are the members of one object.
 *
 *     app.post('/items', { inputs: { item: body(Item) } }, ({ item }) => insert(item))
 *
 * Answers 400 for malformed JSON, 413 above the limit, 415 for another media type, 422 for what the schema
 * refuses.
 */
export const body: BodyInputs = Object.assign(parsed, { bytes })

function parsed<Accepted extends Schema>(
  schema: Accepted,
  options: BodyOptions = {},
): SentInput<OutputOf<Accepted>, Accepted> {
  const source: BodySource = {
    phase: 'body',
    embed: options.embed ?? false,
    bind: (use) => bindBody(schema, options, use),
  }
  return defineInput({ lifetime: 'request', source })
}

function bindBody(schema: Schema, options: BodyOptions, use: SourceUse): ReturnType<Source['bind']> {
  const json = describeAt(`${use.where}, input '${use.name}'`, schema, 'input')
  const name = options.name ?? use.name
  const check = compileCheck({
    schema,
    json,
    place: 'body',
    prefix: use.bodyIsKeyed ? [name] : [],
    unknownFields: use.unknownFields,
  })
  const refusesOthers = use.unknownFields === 'reject'
  const description = options.description ?? json.description
  const described: BodyDescription = {
    mediaType: 'application/json',
    required: isRequired(schema),
    schema: refusesOthers ? closedSchema(json) : json,
    ...(use.bodyIsKeyed ? { member: name, refusesOthers } : {}),
    ...(description === undefined ? {} : { description }),
    ...(options.examples === undefined ? {} : { examples: options.examples }),
  }
  return {
    read: use.bodyIsKeyed
      ? (reading) => check(reading, memberOf(reading.body, name))
      : (reading) => check(reading, reading.body),
    body: described,
    sending: { in: 'body', ...(use.bodyIsKeyed ? { name } : {}) },
    canFail: true,
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  // hasOwn has shown that the member is there.
  return (value as Readonly<Record<string, unknown>>)[name]
}

function bytes(options: { readonly mediaType?: string } = {}): SentInput<Uint8Array, SentBytes> {
  const described: BodyDescription = {
    mediaType: options.mediaType ?? 'application/octet-stream',
    required: false,
    schema: {},
  }
  const source: Source = {
    phase: 'bytes',
    bind: () => ({
      read: (reading) => reading.bytes,
      body: described,
      sending: { in: 'bytes', name: described.mediaType },
      canFail: false,
    }),
  }
  return defineInput({ lifetime: 'request', source })
}
