import type { ChannelDescription } from '../channels/index.ts'
import { claimName, isSameData, isSchema, pascalCase, type SchemaComponents } from '../documents/index.ts'
import type { SchemaUse } from '../documents/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { AsyncApiMessage } from './document.ts'
import { toSchemaDialect } from './schema-dialect.ts'

/** One message, before it is known what its schema is called. */
export interface MessageDraft {
  readonly contentType: string
  readonly payload: JsonSchema
  /** What it is called if its schema has no name. */
  readonly hint: string
}

// Messages without a structure are the same everywhere.
const plainNames: Readonly<Record<string, string>> = {
  'application/octet-stream': 'Bytes',
  'text/plain': 'Text',
}
const annotations = new Set(['description', 'discriminator', 'title'])

/**
 * The messages of one direction: each member of a union is one, unless the union has a name of its own.
 *
 *     z.union([Join, Say])                             // two messages: Join, Say
 *     z.union([Join, Say]).meta({ id: 'Command' })     // one message: Command
 */
export function draftMessages(
  { mediaType, schema }: NonNullable<ChannelDescription['receives']>,
  use: SchemaUse,
  schemas: SchemaComponents,
): readonly MessageDraft[] {
  const written = schemas.write(schema, use)
  return membersOf(written).map((payload) => ({
    contentType: mediaType,
    payload: toSchemaDialect(payload),
    hint: plainNames[mediaType] ?? kindOf(payload) ?? use.hint,
  }))
}

function membersOf(schema: JsonSchema): readonly JsonSchema[] {
  const { oneOf, anyOf, ...others } = schema
  const members = oneOf ?? anyOf
  const isUnionAlone = Object.keys(others).every((keyword) => annotations.has(keyword))
  return members !== undefined && members.length > 1 && isUnionAlone ? members : [schema]
}

// { kind: 'join', … }: what tells it from the other members says best what it is.
function kindOf({ properties = {} }: JsonSchema): string | undefined {
  for (const property of Object.values(properties)) {
    if (isSchema(property) && typeof property.const === 'string') return pascalCase(property.const)
  }
  return undefined
}

/** The messages of a document, each once. */
export class MessageComponents {
  readonly #references: ReadonlyMap<string, string>
  readonly #messages = new Map<string, AsyncApiMessage>()
  readonly #taken = new Set<string>()

  /** `references` are the names of the schemas, once they are known. */
  constructor(references: ReadonlyMap<string, string>) {
    this.#references = references
  }

  /** The message's key in `components.messages`. */
  add({ contentType, payload, hint }: MessageDraft): string {
    for (const [key, known] of this.#messages) {
      if (known.contentType === contentType && isSameData(known.payload, payload)) return key
    }
    const schemaName = this.#references
      .get(payload.$ref ?? '')
      ?.split('/')
      .at(-1)
    const name = claimName(this.#taken, schemaName ?? hint)
    this.#messages.set(name, { name, contentType, payload })
    return name
  }

  /** The components, by name. */
  settle(): Readonly<Record<string, AsyncApiMessage>> {
    return Object.fromEntries([...this.#messages].sort(([left], [right]) => (left < right ? -1 : 1)))
  }
}
