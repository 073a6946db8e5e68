import { HttpError } from '../errors/index.ts'
import type { Exchange } from '../exchange/index.ts'
import { malformedForm, parseMediaType, parseQueryString } from '../http/index.ts'
import { emptyForm, type FormContents } from '../inputs/index.ts'
import { type FormShape, formShape } from './form-shape.ts'
import { MultipartReader, tooLarge } from './multipart-reader.ts'
import type { PlanBuilder } from './plan-builder.ts'
import type { Run, Step } from './plan.ts'
import type { Route } from './route.ts'

const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

/**
 * The step that reads the form, once for all inputs: after the guards, or for the guard that needs it.
 *
 * Throws 415 `unsupported-media-type`, 400 `malformed-form` and `too-many-parameters`, 413 `content-too-large`.
 */
export function readForm(builder: PlanBuilder, options: Route['~vivace']['options']): Step {
  // Not all inputs are bound when the step of a guard is made.
  let shape: FormShape | undefined
  return (run) => {
    if (run.form !== emptyForm) return undefined
    shape ??= formShape(builder, options)
    return read(run, shape).then((form) => void (run.form = form))
  }
}

async function read(run: Run, shape: FormShape): Promise<FormContents> {
  const { exchange } = run
  const header = exchange.header('content-type')
  // A request without a body has an empty form; what a body without a type is, nobody knows.
  if (header === undefined) {
    const bytes = await exchange.readBody(exchange.bodyLimit)
    if (bytes.length > 0) throw unsupported(shape)
    return { ...emptyForm }
  }
  const type = parseMediaType(header)
  if (type?.essence === multipart) {
    const boundary = type.parameters.get('boundary') ?? ''
    if (!/^[ -~]{1,70}$/.test(boundary)) throw malformedForm('Its Content-Type names no boundary.')
    return new MultipartReader(run, shape).read(boundary)
  }
  const charset = type?.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
  if (type?.essence !== urlencoded || shape.hasFiles || charset !== 'utf-8') throw unsupported(shape)
  return readUrlencoded(exchange, shape)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

async function readUrlencoded(exchange: Exchange, { limits }: FormShape): Promise<FormContents> {
  const bytes = await exchange.readBody(limits.size ?? exchange.bodyLimit)
  const texts = parseFields(bytes, limits.fields)
  for (const [name, values] of texts) {
    if (name.length > limits.nameLength)
      throw tooLarge('The name of a field', limits.nameLength, 'characters')
    if (values.some((value) => exceeds(value, limits.fieldSize)))
      throw tooLarge('A field', limits.fieldSize, 'bytes')
  }
  return { ...emptyForm, texts }
}

// A UTF-16 unit is at most three bytes: only of long texts the bytes must be counted.
function exceeds(text: string, limit: number): boolean {
  return text.length > limit || (text.length * 3 > limit && new TextEncoder().encode(text).length > limit)
}

function parseFields(bytes: Uint8Array, most: number): ReadonlyMap<string, readonly string[]> {
  try {
    return parseQueryString(utf8.decode(bytes), most)
  } catch (error) {
    if (error instanceof HttpError && error.code !== 'bad-request') throw error
    throw malformedForm('It is not well-formed percent-encoded UTF-8.')
  }
}

function unsupported({ hasFiles }: FormShape): HttpError {
  const accepted = hasFiles ? [multipart] : [urlencoded, multipart]
  return new HttpError(415, {
    code: 'unsupported-media-type',
    detail: `Send the body as ${accepted.join(' or ')}.`,
    headers: { accept: accepted.join(', ') },
  })
}

/** Refuses fields of the form that no input names; a model that takes every field has named them all. */
export function judgeForm({ readsForm, takesForm, formFields }: PlanBuilder): Step[] {
  if (!readsForm || takesForm) return []
  const named = new Set(formFields.map(({ name }) => name))
  return [
    ({ form, failures }) => {
      for (const [name, [input]] of form.texts) {
        if (named.has(name)) continue
        failures.push({
          in: 'form',
          path: [name],
          message: 'Unknown field',
          code: 'additionalProperties',
          input,
        })
      }
      for (const name of form.unknownFiles) {
        failures.push({ in: 'form', path: [name], message: 'Unknown field', code: 'additionalProperties' })
      }
    },
  ]
}
