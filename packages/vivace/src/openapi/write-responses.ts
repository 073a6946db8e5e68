import { pascalCase } from '../documents/index.ts'
import type { ErrorDefinition } from '../errors/index.ts'
import { statusPhrase } from '../http/index.ts'
import type { AnswerDescription } from '../operations/description.ts'
import type { JsonSchema } from '../schema/index.ts'
import type {
  OpenApiContent,
  OpenApiExample,
  OpenApiHeader,
  OpenApiMediaType,
  OpenApiResponse,
} from './document.ts'
import { errorShapes } from './error-format.ts'
import { writeOneSchema } from './one-schema.ts'
import type { Writing } from './writing.ts'

/** Everything that an operation answers with one status. */
interface StatusAnswers {
  readonly descriptions: Set<string>
  readonly headers: Map<string, OpenApiHeader>
  readonly media: Map<string, MediaAnswers>
}

interface MediaAnswers {
  readonly schemas: JsonSchema[]
  /** What the body is made of, if it comes item by item. */
  readonly items: JsonSchema[]
  isEvents: boolean
  readonly examples: Map<string, OpenApiExample>
}

/** The Response Objects of an operation, by status: what it declares, its errors, and the 422 of its inputs. */
export function writeResponses(writing: Writing): Record<string, OpenApiResponse> {
  const { answers, errors, canFailValidation } = writing.operation
  const statuses = new Map<number, StatusAnswers>()
  for (const answer of answers) addAnswer(at(statuses, answer.status), answer, writing)
  for (const error of errors) addError(at(statuses, error.status), error, writing)
  if (canFailValidation) addValidation(at(statuses, 422), writing)
  // A route without `returns` still answers.
  if (answers.length === 0) at(statuses, 200)
  return Object.fromEntries(
    [...statuses].map(([status, found]) => [status, writeStatus(status, found, writing)]),
  )
}

function at(statuses: Map<number, StatusAnswers>, status: number): StatusAnswers {
  const found = statuses.get(status) ?? { descriptions: new Set(), headers: new Map(), media: new Map() }
  statuses.set(status, found)
  return found
}

function media(found: StatusAnswers, mediaType: string): MediaAnswers {
  const answers = found.media.get(mediaType) ?? {
    schemas: [],
    items: [],
    isEvents: false,
    examples: new Map(),
  }
  found.media.set(mediaType, answers)
  return answers
}

function addAnswer(found: StatusAnswers, answer: AnswerDescription, writing: Writing): void {
  if (answer.description !== undefined) found.descriptions.add(answer.description)
  if (answer.mediaType !== undefined) {
    const answers = media(found, answer.mediaType)
    if (answer.schema !== undefined) answers.schemas.push(answer.schema)
    if (answer.items !== undefined) answers.items.push(answer.items.schema)
    answers.isEvents ||= answer.items?.as === 'event'
  }
  for (const [name, header] of Object.entries(answer.headers ?? {})) {
    const hint = writing.typeName + pascalCase(name)
    const schema = writing.schemas.write(header.schema, { direction: 'output', where: writing.where, hint })
    found.headers.set(name.toLowerCase(), { ...header, schema })
  }
}

function addError(found: StatusAnswers, error: ErrorDefinition, writing: Writing): void {
  const shape = errorShapes[writing.errorFormat]
  found.descriptions.add(error.description ?? error.title)
  const { schemas, examples } = media(found, shape.mediaType)
  const schema = shape.error(error, writing.where)
  if (!schemas.includes(schema)) schemas.push(schema)
  const value = shape.example(error)
  if (value !== undefined) examples.set(error.code, { summary: error.title, value })
  for (const [name, example] of Object.entries(error.headers ?? {})) {
    found.headers.set(name.toLowerCase(), { schema: { type: 'string' }, example })
  }
}

function addValidation(found: StatusAnswers, writing: Writing): void {
  const shape = errorShapes[writing.errorFormat]
  found.descriptions.add('The request is not valid')
  media(found, shape.mediaType).schemas.push(shape.validation)
}

function writeStatus(status: number, found: StatusAnswers, writing: Writing): OpenApiResponse {
  return {
    description: writeDescription(status, [...found.descriptions]),
    ...(found.headers.size === 0 ? {} : { headers: Object.fromEntries(found.headers) }),
    ...(found.media.size === 0 ? {} : { content: writeContent(status, found, writing) }),
  }
}

function writeDescription(status: number, descriptions: readonly string[]): string {
  if (descriptions.length > 1) return descriptions.map((description) => `* ${description}`).join('\n')
  return descriptions[0] ?? statusPhrase(status)
}

function writeContent(status: number, found: StatusAnswers, writing: Writing): OpenApiContent {
  const hint = `${writing.typeName}${status}`
  const use = { direction: 'output', where: writing.where, hint } as const
  const content = [...found.media].map(([mediaType, { schemas, items, isEvents, examples }]) => {
    const written = schemas.length === 0 ? {} : { schema: writeOneSchema(schemas, 'anyOf', { writing, use }) }
    const itemUse = { ...use, hint: `${use.hint}Item` }
    const item = items.length === 0 ? undefined : writeOneSchema(items, 'anyOf', { writing, use: itemUse })
    return [
      mediaType,
      {
        ...(item === undefined ? written : writeItems(written, isEvents ? eventOf(item) : item, writing)),
        ...(examples.size === 0 ? {} : { examples: Object.fromEntries(examples) }),
      },
    ] as const
  })
  return Object.fromEntries(content)
}

// The whole of a stream has no schema of its own in 3.2; in 3.1 it is the text that it is.
function writeItems(written: OpenApiMediaType, item: JsonSchema, { version }: Writing): OpenApiMediaType {
  return version === '3.1' ? { ...written, 'x-item-schema': item } : { itemSchema: item }
}

/** A server-sent event with JSON as its data (OpenAPI 3.2, section 4.14.4.2). */
function eventOf(data: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: data },
      event: { type: 'string' },
      id: { type: 'string' },
      retry: { type: 'integer', minimum: 0 },
    },
  }
}
