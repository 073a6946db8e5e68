import type { Failure, FailurePlace } from '../errors/index.ts'
import {
  compileDescribedValidate,
  compileMirror,
  compileUnknownFields,
  describeSchema,
  failuresOf,
  type Issue,
  type JsonSchema,
  makesPlainValues,
  makesWhatItTakes,
  type Mirror,
  type Schema,
} from '../schema/index.ts'
import { INVALID, type Reading, type UnknownFields } from './source.ts'

/** What a check of values needs to know. */
export interface CheckOptions {
  readonly schema: Schema
  /** The input side, described. */
  readonly json: JsonSchema
  readonly place: FailurePlace
  /** From the root of the place to the value. */
  readonly prefix: readonly (string | number)[]
  readonly unknownFields: UnknownFields
  /** The names on the wire of a model's fields, where they differ. */
  readonly wireName?: (field: string) => string
}

/** The text that a value was decoded from: of one parameter, of each item, or by the names of a model's fields. */
export type SentText = string | readonly string[] | (() => Readonly<Record<string, unknown>>)

/**
 * Validates a value and answers what the handler receives, or `INVALID`; failures go to `reading`. Of a value that was decoded
 * from text, `sent` tells the text, for those who want to know what was sent.
 */
export type CheckValue = (reading: Pick<Reading, 'failures'>, value: unknown, sent?: SentText) => unknown

/**
 * Compiles the check of one input: the library's own validation, then a copy of the declared fields alone
 * (mass assignment stops here, whatever the library does with fields it does not know).
 */
export function compileCheck(options: CheckOptions): CheckValue {
  const { schema, json, place, prefix } = options
  const judge = compileDescribedValidate(schema, json)
  const mirrors = onDemand(() => mirrorsOf(schema, json))
  const unknown = options.unknownFields === 'reject' ? compileUnknownFields(json) : undefined

  function accept(value: unknown): unknown {
    const { after } = mirrors()
    return after === undefined ? value : after(value)
  }

  function refuse(
    reading: Pick<Reading, 'failures'>,
    issues: readonly Issue[],
    given: Given,
  ): typeof INVALID {
    for (const failure of failuresOf({ issues, place, prefix, json, value: given.value })) {
      reading.failures.push(asOnTheWire(failure, given.sent, options))
    }
    return INVALID
  }

  return (reading, value, sent) => {
    if (unknown !== undefined && value !== undefined)
      rejectUnknown(reading, { value, paths: unknown(value) }, options)
    const { before } = mirrors()
    const verdict = judge(before === undefined ? value : before(value))
    if (verdict instanceof Promise) {
      return verdict.then((settled) =>
        settled.issues === undefined
          ? accept(settled.value)
          : refuse(reading, settled.issues, { value, sent }),
      )
    }
    return verdict.issues === undefined
      ? accept(verdict.value)
      : refuse(reading, verdict.issues, { value, sent })
  }
}

/** What a schema refused. */
interface Given {
  readonly value: unknown
  readonly sent: SentText | undefined
}

// The schema has seen decoded values under the names of its fields; the client knows texts and names on the wire.
function asOnTheWire(
  failure: Failure,
  sent: SentText | undefined,
  { prefix, wireName }: CheckOptions,
): Failure {
  const told = sent === undefined ? failure : { ...failure, input: sentAt(sent, failure, prefix.length) }
  return wireName === undefined ? told : renamed(told, wireName)
}

// What is missing has no text: its input is what it is missing in, as it is of JSON.
function sentAt(sent: SentText, { path, code }: Failure, start: number): unknown {
  const whole = typeof sent === 'function' ? sent() : sent
  return valueAt(whole, path.slice(start, code === 'missing' ? -1 : path.length))
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let inside = value
  for (const key of path) {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, key)) return undefined
    // hasOwn has shown that the member is there.
    inside = (inside as Readonly<Record<string | number, unknown>>)[key]
  }
  return inside
}

function renamed(failure: Failure, wireName: (field: string) => string): Failure {
  const [field, ...rest] = failure.path
  return typeof field === 'string' ? { ...failure, path: [wireName(field), ...rest] } : failure
}

/** What is compiled for each of a thousand routes takes a tenth of their start; most wait long for a request. */
function onDemand<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}

interface Mirrors {
  readonly before: Mirror | undefined
  readonly after: Mirror | undefined
}

// What a schema makes is copied after it was made. A schema that transforms describes no output: then what it is
// given is copied, so that it sees declared fields alone (and those that it refuses itself, to name them).
function mirrorsOf(schema: Schema, json: JsonSchema): Mirrors {
  if (makesPlainValues(schema, json)) return { before: undefined, after: undefined }
  const output = makesWhatItTakes(schema) ? json : outputOf(schema)
  return output === undefined
    ? { before: compileMirror(json, { refused: 'keep' }), after: undefined }
    : { before: undefined, after: compileMirror(output) }
}

function outputOf(schema: Schema): JsonSchema | undefined {
  try {
    return describeSchema(schema, 'output')
  } catch {
    // Its input side is described already: there is nothing wrong with it but that its output is not.
    return undefined
  }
}

function rejectUnknown(
  reading: Pick<Reading, 'failures'>,
  found: { readonly value: unknown; readonly paths: readonly (readonly (string | number)[])[] },
  { place, prefix }: CheckOptions,
): void {
  for (const path of found.paths) {
    reading.failures.push({
      in: place,
      path: [...prefix, ...path],
      message: 'Unknown field',
      code: 'additionalProperties',
      input: valueAt(found.value, path),
    })
  }
}
