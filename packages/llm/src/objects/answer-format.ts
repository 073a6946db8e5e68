import type { Schema } from 'vivace'
import type { AnswerFormat } from '../providers/index.ts'

/** An answer's format, and how the value is found in it. */
export interface ObjectFormat extends AnswerFormat {
  /** The member that the value is in, because endpoints take schemas of objects alone. */
  readonly wrappedAs: string | undefined
}

/** What names a format. */
export interface FormatOptions {
  readonly schema: Schema
  readonly name?: string | undefined
  readonly description?: string | undefined
}

type JsonObject = Readonly<Record<string, unknown>>

/**
 * What an endpoint is told of a schema: what the model shall write is the schema's input.
 *
 *     answerFormat({ schema: z.array(z.string()), name: 'terms' }).wrappedAs    // 'value'
 *
 * Throws `TypeError` for a schema without JSON Schema, and for a name that endpoints do not take.
 */
export function answerFormat({ schema, name = 'answer', description }: FormatOptions): ObjectFormat {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw new TypeError(`An object cannot be called "${name}": use letters, digits, _ and -, at most 64.`)
  const described = describedBy(schema)
  const isObject = described['type'] === 'object'
  const whole = isObject ? described : wrapped(described)
  const isStrict = holdsEverything(whole)
  return {
    name,
    description,
    isStrict,
    schema: isStrict ? closed(whole) : whole,
    wrappedAs: isObject ? undefined : 'value',
  }
}

/** The JSON Schema of what a schema accepts. */
export function describedBy(schema: Schema): JsonObject {
  let described: JsonObject
  try {
    described = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' })
  } catch (error) {
    throw new TypeError('A model cannot be told of this schema: it has no JSON Schema.', { cause: error })
  }
  const { $schema: _, ...rest } = described
  return rest
}

function wrapped({ $defs, ...value }: JsonObject): JsonObject {
  const definitions = $defs === undefined ? {} : { $defs }
  return { type: 'object', properties: { value }, required: ['value'], ...definitions }
}

/** Endpoints hold a model to a schema whose objects name all of their members, and demand them all. */
function holdsEverything(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(holdsEverything)
  if (!isJsonObject(node)) return true
  const { properties, required, additionalProperties } = node
  if (node['type'] === 'object' || properties !== undefined) {
    const names = isJsonObject(properties) ? Object.keys(properties) : []
    const demanded: readonly unknown[] = Array.isArray(required) ? required : []
    if (names.length === 0 || names.some((name) => !demanded.includes(name))) return false
    if (additionalProperties !== undefined && additionalProperties !== false) return false
  }
  return Object.values(node).every(holdsEverything)
}

/** The same schema, with objects that have no other members. */
function closed(node: JsonObject): JsonObject {
  const members = Object.entries(node).map(([name, value]) => [name, closedWithin(value)] as const)
  const isObject = node['type'] === 'object'
  return { ...Object.fromEntries(members), ...(isObject ? { additionalProperties: false } : {}) }
}

function closedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedWithin)
  return isJsonObject(value) ? closed(value) : value
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
