import { DefinitionError, type Failure } from '../errors/index.ts'
import {
  describeAt,
  type JsonSchema,
  resolve,
  type Schema,
  type TextDecoding,
  UNDECODABLE,
} from '../schema/index.ts'
import { compileCheck } from './check-value.ts'
import { INVALID, type Reading, type Source, type SourceUse } from './source.ts'
import {
  decoderOf,
  describeFields,
  kindFor,
  sendField,
  type TextField,
  type TextPlace,
  type TextSourceKind,
  undecodable,
} from './text-source.ts'

/** A text source that a whole model can be read from. */
export interface ModelSourceKind extends TextSourceKind {
  /** Every name that was sent, for models that refuse or collect names they do not declare. */
  names(reading: Reading): Iterable<string>
}

interface Field {
  readonly name: string
  readonly wireName: string
  readonly json: JsonSchema
  readonly decoding: TextDecoding
  readonly isText: boolean
  readonly texts: (reading: Reading) => readonly string[] | undefined
}

/** An input whose value is a model of the whole source, one field for each name. */
export function modelSource(schema: Schema, kind: ModelSourceKind): Source {
  return {
    phase: kind.place === 'form' ? 'form' : 'text',
    bind(use) {
      const where = `${use.where}, input '${use.name}'`
      const json = objectSchema(where, describeAt(where, schema, 'input'))
      const fields = Object.entries(json.properties ?? {}).map(([name, field]) =>
        bindField({ name, json: resolve(field, json), root: json, kind, where, use }),
      )
      const check = compileCheck({
        schema,
        json,
        place: kind.place,
        prefix: [],
        unknownFields: 'drop',
        wireName: (field) => kind.wireName(field),
      })
      // A strict model refuses names it does not declare, an open one collects them; both must see them.
      const judgesOthers = json.additionalProperties !== undefined
      const declared = new Set(fields.map((field) => field.wireName))
      return {
        read(reading) {
          const undecodables: Failure[] = []
          const raw = readFields({ reading, fields, undecodables, place: kind.place })
          if (judgesOthers) {
            for (const name of kind.names(reading)) {
              if (!declared.has(name))
                defineField(raw, name, kind.texts({ wireName: name, sourceUse: use })(reading)?.at(-1))
            }
          }
          return settle(
            reading,
            undecodables,
            check(reading, raw, () => sentFields(reading, fields, raw)),
          )
        },
        ...(judgesOthers && json.additionalProperties !== false ? { takesAllOf: kind.place } : {}),
        ...describeFields(
          kind,
          fields.map((field) => describeField(field, json.required ?? [])),
        ),
        sending: {
          in: kind.place,
          fields: Object.fromEntries(fields.map((field) => [field.name, sendField(field)])),
        },
        canFail: true,
      }
    },
  }
}

function objectSchema(where: string, json: JsonSchema): JsonSchema {
  const resolved = resolve(json, json)
  if (resolved.type === 'object')
    return { ...resolved, ...(json.$defs === undefined ? {} : { $defs: json.$defs }) }
  throw new DefinitionError({
    code: 'MODEL_NOT_AN_OBJECT',
    where,
    cause: 'the schema of a model is not an object',
    remedy: 'give .model() an object schema, or read one value without .model()',
  })
}

function bindField(given: {
  readonly name: string
  readonly json: JsonSchema
  readonly root: JsonSchema
  readonly kind: ModelSourceKind
  readonly where: string
  readonly use: SourceUse
}): Field {
  const { name, root, kind, use } = given
  const { decoding, isText } = decoderOf(kind, {
    where: `${given.where}, field '${name}'`,
    json: given.json,
    root,
  })
  // What a field refers to goes with it into the documents.
  const json = root.$defs === undefined ? given.json : { ...given.json, $defs: root.$defs }
  const wireName = kind.wireName(name)
  return {
    name,
    wireName,
    json,
    decoding,
    isText,
    texts: kindFor(kind, decoding).texts({ wireName, sourceUse: use }),
  }
}

function readFields(given: {
  readonly reading: Reading
  readonly fields: readonly Field[]
  readonly undecodables: Failure[]
  readonly place: TextPlace
}): Record<string, unknown> {
  const { reading, place } = given
  const raw: Record<string, unknown> = {}
  for (const { name, wireName, decoding, texts } of given.fields) {
    const sent = texts(reading)
    if (sent === undefined) continue
    if (!decoding.repeated && sent.length > 1) {
      given.undecodables.push({
        in: place,
        path: [wireName],
        message: 'Sent more than once',
        code: 'repeated',
        input: sent,
      })
      continue
    }
    const value = decoding.repeated ? decoding.decodeAll(sent) : decoding.decode(sent[0] ?? '')
    if (value === UNDECODABLE)
      given.undecodables.push(undecodable({ place, path: [wireName], decoding, input: sent[0] }))
    defineField(raw, name, value === UNDECODABLE ? sent[0] : value)
  }
  return raw
}

// The model as it was sent: what the schema has seen, with the texts that it was decoded from.
function sentFields(
  reading: Reading,
  fields: readonly Field[],
  raw: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const sent = { ...raw }
  for (const { name, texts } of fields) {
    const found = texts(reading)
    if (found !== undefined)
      defineField(sent, name, found.length > 1 || Array.isArray(raw[name]) ? found : found[0])
  }
  return sent
}

// A field may be called __proto__: as data it is harmless, assigned it would change the object's prototype.
function defineField(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

// The schema has judged the other fields; of those that could not be decoded our own word is the clearer one.
function settle(reading: Reading, undecodables: readonly Failure[], checked: unknown): unknown {
  if (checked instanceof Promise) return checked.then((value) => settle(reading, undecodables, value))
  if (undecodables.length === 0) return checked
  const named = new Set(undecodables.map((failure) => failure.path[0]))
  const others = reading.failures.filter(
    (failure) => failure.in !== undecodables[0]?.in || !named.has(failure.path[0] ?? ''),
  )
  reading.failures.splice(0, reading.failures.length, ...others, ...undecodables)
  return INVALID
}

function describeField(field: Field, required: readonly string[]): TextField {
  const { description, deprecated } = field.json
  return {
    name: field.wireName,
    isText: field.isText,
    required: required.includes(field.name),
    schema: field.json,
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
  }
}
