import { type Failure, HttpError, ValidationError } from '../errors/index.ts'
import { compileCheck, INVALID, type MessageDescription, type UnknownFields } from '../inputs/index.ts'
import { parseJson } from '../operations/index.ts'
import { closedSchema, describeAt, type Schema } from '../schema/index.ts'
import type { MessageData } from './inbox.ts'
import { jsonMediaType, type Messages, rawKind } from './messages.ts'

/** What a message was read as: its value, or what is wrong with it. */
export type ReadMessage = { readonly value: unknown } | { readonly failures: readonly Failure[] }

/** Reads what a client sends. */
export interface MessageReader {
  readonly description: MessageDescription
  /** Whether its messages are text or bytes; the other kind is refused (1003). */
  readonly carries: 'text' | 'bytes'
  readonly read: (data: MessageData) => ReadMessage | Promise<ReadMessage>
}

/** Compiles what reads the messages of a channel. Throws `DefinitionError`. */
export function compileReader(
  declared: Messages,
  where: string,
  unknownFields: UnknownFields,
): MessageReader {
  const raw = rawKind(declared, where)
  return raw === undefined
    ? // What has no kind of ours is a schema.
      jsonReader(declared as Schema, where, unknownFields)
    : { ...raw, read: (data) => ({ value: data }) }
}

function jsonReader(schema: Schema, where: string, unknownFields: UnknownFields): MessageReader {
  const json = describeAt(`${where}, 'receives'`, schema, 'input')
  const check = compileCheck({ schema, json, place: 'message', prefix: [], unknownFields })

  function read(data: MessageData): ReadMessage | Promise<ReadMessage> {
    const failures: Failure[] = []
    const parsed = parse(data)
    if ('failures' in parsed) return parsed
    const value = check({ failures }, parsed.value)
    return value instanceof Promise
      ? value.then((settled: unknown) => judged(settled, failures))
      : judged(value, failures)
  }

  const schemaAsSent = unknownFields === 'reject' ? closedSchema(json) : json
  return { description: { mediaType: jsonMediaType, schema: schemaAsSent }, carries: 'text', read }
}

function judged(value: unknown, failures: readonly Failure[]): ReadMessage {
  return value === INVALID || failures.length > 0 ? { failures } : { value }
}

function parse(data: MessageData): ReadMessage {
  try {
    // A socket of JSON refuses bytes before they are read.
    return { value: parseJson(data as string, 'message') }
  } catch (error) {
    if (error instanceof ValidationError) return { failures: error.failures }
    if (!(error instanceof HttpError)) throw error
    return { failures: [{ in: 'message', path: [], message: error.message, code: 'malformed_json' }] }
  }
}
