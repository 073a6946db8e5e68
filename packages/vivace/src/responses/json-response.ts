import { isOnBun } from '../exchange/index.ts'
import {
  describeAt,
  compileMadeMirror,
  compileValidate,
  type Issue,
  type JsonSchema,
  type Schema,
  takesParts,
  type Verdict,
} from '../schema/index.ts'
import { AnswerInvalid } from './answer-invalid.ts'
import { jsonInPieces } from './json-pieces.ts'
import type { BoundResponse, ResponseKind } from './response-kind.ts'
import { longArray, writeInParts } from './write-in-parts.ts'

/** JSON that a schema declares: checked, filtered to the declared fields, and written. */
export function json<Accepted extends Schema>(
  schema: Accepted,
  mediaType = 'application/json',
): ResponseKind<unknown, 200> {
  return { '~vivace': { status: 200, bind: (where) => bindJson(schema, mediaType, where) } }
}

function bindJson(schema: Schema, mediaType: string, where: string): BoundResponse {
  const { described, write } = compileJsonWriter(schema, where)
  return {
    mediaType,
    schema: described,
    ...(described.description === undefined ? {} : { description: described.description }),
    encode: write,
  }
}

/** Writes values as the JSON that a schema declares. */
export interface JsonWriter {
  /** The output side of the schema, for the documents. */
  readonly described: JsonSchema
  /** The JSON of one value: checked, and filtered to the declared fields. Throws and rejects with `AnswerInvalid`. */
  readonly write: (value: unknown) => string | Promise<string>
}

/**
 * Compiles what writes the JSON of a schema.
 *
 *     const { write } = compileJsonWriter(Item, 'GET /items/{id}')
 *     write({ id: 1, secret: 'x' })    // '{"id":1}'
 *
 * `option` is where the schema was declared, for messages.
 */
export function compileJsonWriter(schema: Schema, where: string, option = 'returns'): JsonWriter {
  const described = describeAt(`${where}, '${option}'`, schema, 'output')
  const mirror = compileMadeMirror(schema, described)
  const judge = compileValidate(schema)
  // V8 is faster with the whole.
  const textOf = isOnBun ? jsonInPieces() : JSON.stringify

  // `from` is the place of the part in its array.
  function written(verdict: Verdict, from: number): string {
    if (verdict.issues !== undefined) throw invalid(where, option, placedFrom(from, verdict.issues))
    return stringify(where, mirror === undefined ? verdict.value : mirror(verdict.value), textOf)
  }

  function write(value: unknown, from: number): string | Promise<string> {
    const verdict = judge(value)
    return verdict instanceof Promise
      ? verdict.then((settled) => written(settled, from))
      : written(verdict, from)
  }

  if (!takesParts(schema)) return { described, write: (value) => write(value, 0) }
  return {
    described,
    write: (value) =>
      Array.isArray(value) && value.length > longArray ? writeInParts(value, write) : write(value, 0),
  }
}

/** JSON of a value that nothing declares. Throws `AnswerInvalid` for what JSON cannot say. */
export function stringify(
  where: string,
  value: unknown,
  textOf: (value: unknown) => unknown = JSON.stringify,
): string {
  const written = textOf(value)
  if (typeof written === 'string') return written
  throw new AnswerInvalid(`${where}: the handler's value is no JSON (${typeof value})`)
}

function invalid(where: string, option: string, issues: readonly Issue[]): AnswerInvalid {
  const listed = issues.map((issue) => `${pointerOf(issue.path)}: ${issue.message}`).join('; ')
  return new AnswerInvalid(`${where}: the handler's value breaks what '${option}' declares (${listed})`)
}

function placedFrom(from: number, issues: readonly Issue[]): readonly Issue[] {
  if (from === 0) return issues
  return issues.map((issue) => {
    const [first, ...rest] = issue.path ?? []
    const at = Number(typeof first === 'object' ? first.key : first)
    return { ...issue, path: first === undefined ? [] : [from + at, ...rest] }
  })
}

function pointerOf(path: Issue['path']): string {
  return `/${Array.from(path ?? [], (part) => String(typeof part === 'object' ? part.key : part)).join('/')}`
}
