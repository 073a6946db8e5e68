import type { MessageDescription } from '../inputs/index.ts'
import type { TypeMessage } from '../operations/index.ts'
import type { Answerable, ResponseKind } from '../responses/index.ts'
import type { InputOf, OutputOf, Schema } from '../schema/index.ts'

/** Messages that are bytes as they are. */
export interface BytesMessages {
  readonly '~vivace': { readonly bytes: { readonly mediaType: string } }
}

/**
 * What the messages of one direction are: a schema for JSON, `text()` for text, or `bytes()`.
 *
 *     socket({ receives: Command, sends: text() })
 */
export type Messages = Schema<never, unknown> | Schema | ResponseKind<string> | BytesMessages

/**
 * Messages that are bytes, not JSON.
 *
 *     socket({ receives: bytes({ mediaType: 'audio/ogg' }) })
 */
export function bytes(
  options: {
    /** For the documents. `application/octet-stream` if absent. */
    readonly mediaType?: string
  } = {},
): BytesMessages {
  return { '~vivace': { bytes: { mediaType: options.mediaType ?? 'application/octet-stream' } } }
}

/**
 * What a handler receives.
 *
 *     Received<typeof Command>    // what the schema makes
 *     Received<BytesMessages>     // Uint8Array
 *     Received<undefined>         // never
 */
export type Received<Declared> = Declared extends BytesMessages
  ? Uint8Array
  : Declared extends ResponseKind<infer Value>
    ? Value
    : Declared extends Schema
      ? OutputOf<Declared>
      : never

/**
 * What a handler may send.
 *
 *     Sent<typeof Command>     // what the schema accepts
 *     Sent<BytesMessages>      // Uint8Array
 *     Sent<undefined>          // TypeMessage<'This socket declares nothing …'>
 */
export type Sent<Declared> = Declared extends BytesMessages
  ? Uint8Array
  : Declared extends ResponseKind<infer Value>
    ? Value
    : Declared extends Schema
      ? Answerable<InputOf<Declared>>
      : TypeMessage<'This socket declares nothing that it sends. Say what: socket({ sends: Schema })'>

/**
 * The media type of messages that a schema declares.
 *
 *     { mediaType: jsonMediaType, schema }
 */
export const jsonMediaType = 'application/json'

/** Messages that are no JSON. */
export interface RawKind {
  readonly description: MessageDescription
  readonly carries: 'text' | 'bytes'
}

/** What is known of messages that are sent as they are; `undefined` for a schema, whose messages are JSON. */
export function rawKind(declared: Messages, where: string): RawKind | undefined {
  if (!('~vivace' in declared)) return undefined
  const internals = declared['~vivace']
  if ('bytes' in internals) {
    const { mediaType } = internals.bytes
    return { description: { mediaType, schema: {} }, carries: 'bytes' }
  }
  const { mediaType = 'text/plain' } = internals.bind(where)
  return {
    description: { mediaType: mediaType.replace(/;.*/, ''), schema: { type: 'string' } },
    carries: 'text',
  }
}
