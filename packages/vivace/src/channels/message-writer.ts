import type { MessageDescription } from '../inputs/index.ts'
import { AnswerInvalid, compileJsonWriter } from '../responses/index.ts'
import type { Schema } from '../schema/index.ts'
import type { MessageData } from './inbox.ts'
import { jsonMediaType, type Messages, rawKind } from './messages.ts'

/** Writes what a handler sends: checked, and filtered to the declared fields. */
export interface MessageWriter {
  readonly description: MessageDescription
  /** Throws and rejects with `AnswerInvalid` for what breaks the declaration. */
  readonly write: (value: unknown) => MessageData | Promise<MessageData>
}

/** Compiles what writes the messages of a channel. Throws `DefinitionError`. */
export function compileWriter(declared: Messages, where: string): MessageWriter {
  const raw = rawKind(declared, where)
  if (raw !== undefined) return { ...raw, write: (value) => checkRaw(value, raw.carries, where) }
  // What has no kind of ours is a schema.
  const { described, write } = compileJsonWriter(declared as Schema, where, 'sends')
  return { description: { mediaType: jsonMediaType, schema: described }, write }
}

function checkRaw(value: unknown, carries: 'text' | 'bytes', where: string): MessageData {
  if (carries === 'text' && typeof value === 'string') return value
  if (carries === 'bytes' && value instanceof Uint8Array) return value
  throw new AnswerInvalid(`${where}: 'sends' declares ${carries}, but the handler sends ${typeof value}`)
}
