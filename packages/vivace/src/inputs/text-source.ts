import { DefinitionError, type Failure, type FailurePlace } from '../errors/index.ts'
import {
  compileTextDecoder,
  describeAt,
  type JsonSchema,
  type Schema,
  type TextDecoding,
  TextNotDecodable,
  UNDECODABLE,
  validate,
} from '../schema/index.ts'
import { type CheckValue, compileCheck } from './check-value.ts'
import type { InputOptions } from './input-options.ts'
import {
  type BoundSource,
  INVALID,
  type ParameterDescription,
  type Reading,
  type Sending,
  type Source,
  type SourceUse,
} from './source.ts'

/** The sources whose values are text. */
export type TextPlace = Exclude<FailurePlace, 'body' | 'message'>

/** What sets one text source apart from the others. */
export interface TextSourceKind {
  readonly place: TextPlace
  /** The name on the wire of an input that has no name of its own. */
  wireName(name: string): string
  /** Every value that was sent under a name; `undefined` if there is none. */
  texts(use: {
    readonly wireName: string
    readonly sourceUse: SourceUse
  }): (reading: Reading) => readonly string[] | undefined
  /** How arrays are read, where that differs. */
  readonly list?: TextSourceKind
  /** What is done with a type that text cannot carry; without it the app is written wrongly. */
  readonly decoder?: (json: JsonSchema, root: JsonSchema) => TextDecoding
  /** What it says of its fields, where they are no parameters. */
  readonly describe?: (fields: readonly TextField[]) => Pick<BoundSource, 'form'>
}

/** One named value, for the API document. */
export interface TextField extends Omit<ParameterDescription, 'in'> {
  /** Whether it is read as text alone, and not in a way of its kind. */
  readonly isText: boolean
}

/** The kind that reads values of this type. */
export function kindFor(kind: TextSourceKind, decoding: TextDecoding): TextSourceKind {
  return decoding.repeated ? (kind.list ?? kind) : kind
}

/** An input of one named text value, or of several for an array. */
export function textSource(kind: TextSourceKind, schema: Schema, options: InputOptions): Source {
  return {
    phase: kind.place === 'form' ? 'form' : 'text',
    bind(use) {
      const wireName = options.name ?? kind.wireName(use.name)
      const where = `${use.where}, input '${use.name}'`
      const json = describeAt(where, schema, 'input')
      const { decoding, isText } = decoderOf(kind, { where, json, root: json })
      const check = compileCheck({
        schema,
        json,
        place: kind.place,
        prefix: [wireName],
        unknownFields: use.unknownFields,
      })
      const texts = kindFor(kind, decoding).texts({ wireName, sourceUse: use })
      return {
        read: (reading) =>
          readText({ reading, texts: texts(reading), decoding, check, place: kind.place, wireName }),
        ...describeFields(kind, [
          { ...describeField({ wireName, json, options }), required: isRequired(schema), isText },
        ]),
        sending: {
          in: kind.place,
          ...sendField({ wireName, isText, decoding }),
          ...(options.hidden === true ? { hidden: true } : {}),
        },
        canFail: true,
      } satisfies BoundSource
    },
  }
}

interface TextReading {
  readonly reading: Reading
  readonly texts: readonly string[] | undefined
  readonly decoding: TextDecoding
  readonly check: CheckValue
  readonly place: TextPlace
  readonly wireName: string
}

function readText({ reading, texts, decoding, check, place, wireName }: TextReading): unknown {
  if (texts === undefined) return check(reading, undefined)
  if (!decoding.repeated && texts.length > 1) {
    // Two programs that read the same request may each pick another one (parameter pollution).
    reading.failures.push({
      in: place,
      path: [wireName],
      message: 'Sent more than once',
      code: 'repeated',
      input: texts,
    })
    return INVALID
  }
  const value = decoding.repeated ? decoding.decodeAll(texts) : decoding.decode(texts[0] ?? '')
  if (value === UNDECODABLE) {
    reading.failures.push(undecodable({ place, path: [wireName], decoding, input: texts[0] }))
    return INVALID
  }
  return check(reading, value, Array.isArray(value) ? texts : texts[0])
}

/** The failure of a text that its type cannot be read from. */
export function undecodable(fault: {
  readonly place: FailurePlace
  readonly path: readonly (string | number)[]
  readonly decoding: TextDecoding
  readonly input: unknown
}): Failure {
  const { code, limit, message } = fault.decoding.mismatch
  return { in: fault.place, path: fault.path, message, code, limit, input: fault.input }
}

/** The decoder of a text of this type; a type that text cannot carry is a `DefinitionError` there. */
export function decoderAt(where: string, json: JsonSchema, root: JsonSchema = json): TextDecoding {
  try {
    return compileTextDecoder(json, root)
  } catch (error) {
    if (!(error instanceof TextNotDecodable)) throw error
    throw new DefinitionError({
      code: 'TEXT_NOT_DECODABLE',
      where,
      cause: error.reason,
      remedy: error.remedy,
    })
  }
}

/** What is decoded, and where it is declared. */
interface Declared {
  readonly where: string
  readonly json: JsonSchema
  readonly root: JsonSchema
}

/** The decoder of a kind for this type, and whether it is the one that every text source has. */
export function decoderOf(
  { decoder }: TextSourceKind,
  { where, json, root }: Declared,
): { readonly decoding: TextDecoding; readonly isText: boolean } {
  if (decoder === undefined) return { decoding: decoderAt(where, json, root), isText: true }
  try {
    return { decoding: compileTextDecoder(json, root), isText: true }
  } catch (error) {
    if (!(error instanceof TextNotDecodable)) throw error
    return { decoding: decoder(json, root), isText: false }
  }
}

/** How a client sends a field. */
export function sendField(field: {
  readonly wireName: string
  readonly isText: boolean
  readonly decoding: TextDecoding
}): Omit<Sending, 'in'> {
  if (field.isText) return { name: field.wireName }
  return { name: field.wireName, json: field.decoding.repeated ? 'items' : 'value' }
}

/** What the API document says of fields of a kind: they are parameters, or what the kind makes of them. */
export function describeFields(
  { place, describe }: TextSourceKind,
  fields: readonly TextField[],
): Pick<BoundSource, 'form' | 'parameters'> {
  if (describe !== undefined) return describe(fields)
  if (place === 'form') return {}
  return {
    parameters: fields.map(({ isText: _, required, ...field }) => ({
      in: place,
      ...field,
      required: required || place === 'path',
    })),
  }
}

// An application names one schema in many routes, and what a library says of `undefined` costs it an error each time.
const required = new WeakMap<Schema, boolean>()

/** Whether a value must be sent: the schema is asked, because JSON Schema does not tell. */
export function isRequired(schema: Schema): boolean {
  const found = required.get(schema) ?? refusesUndefined(schema)
  required.set(schema, found)
  return found
}

function refusesUndefined(schema: Schema): boolean {
  try {
    const verdict = validate(schema, undefined)
    if (!(verdict instanceof Promise)) return verdict.issues !== undefined
    // An asynchronous schema cannot be asked while the document is written; its requests are judged all the same.
    verdict.catch(() => undefined)
    return true
  } catch {
    // A refinement of the user's own that does not expect `undefined`.
    return true
  }
}

function describeField(given: {
  readonly wireName: string
  readonly json: JsonSchema
  readonly options: InputOptions
}): Omit<TextField, 'required' | 'isText'> {
  const { json, options } = given
  const description = options.description ?? json.description
  const deprecated = options.deprecated ?? json.deprecated
  return {
    name: given.wireName,
    schema: json,
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(options.examples === undefined ? {} : { examples: options.examples }),
    ...(options.hidden === undefined ? {} : { hidden: options.hidden }),
  }
}
