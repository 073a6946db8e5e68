import type { JsonSchema } from './json-schema.ts'
import { type Direction, knownLibrary } from './known-libraries.ts'
import { leadsBack } from './resolve.ts'
import { SchemaNotDescribable, SchemaNotStandard } from './schema-errors.ts'
import type { Schema } from './schema.ts'
import { eachSubschema } from './subschemas.ts'
import { tidySchema } from './tidy-schema.ts'

// An application names one schema in many routes, and a conversion costs a fraction of a millisecond.
const described: Readonly<Record<Direction, WeakMap<object, JsonSchema>>> = {
  input: new WeakMap(),
  output: new WeakMap(),
}

/**
 * The JSON Schema of one side of a schema, as its library writes it, tidied (`tidySchema`). The same object
 * for the same schema: it is read, never changed.
 *
 *     describeSchema(z.object({ id: z.int() }), 'input')
 *     // { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }
 *
 * Throws `SchemaNotStandard` for what is no schema of Standard JSON Schema, and `SchemaNotDescribable` for
 * one that its library cannot convert.
 */
export function describeSchema(schema: Schema, direction: Direction): JsonSchema {
  const known = isHolder(schema) ? described[direction].get(schema) : undefined
  if (known !== undefined) return known
  const json = describe(schema, direction)
  described[direction].set(schema, json)
  return json
}

function describe(schema: Schema, direction: Direction): JsonSchema {
  const standard = standardOf(schema)
  const json = convert(standard, direction, direction)
  if (direction === 'output' && knownLibrary(standard.vendor).losesResults === true) {
    refuseLost(json, convert(standard, 'input', direction))
  }
  return json
}

type Standard = Schema['~standard']

function convert(standard: Standard, side: Direction, direction: Direction): JsonSchema {
  const tidied = tidySchema(asked(standard, side, direction), knownLibrary(standard.vendor).generatedName)
  checkPart(tidied, tidied)
  return tidied
}

function asked(standard: Standard, side: Direction, direction: Direction): JsonSchema {
  const options = {
    target: 'draft-2020-12',
    libraryOptions: knownLibrary(standard.vendor).options(direction),
  }
  try {
    const json: JsonSchema | undefined = standard.jsonSchema[side](options)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  } catch (error) {
    if (error instanceof SchemaNotDescribable) throw error
    const reason = error instanceof Error ? error.message.replace(/[.\s]+$/, '') : String(error)
    throw new SchemaNotDescribable(reason, undefined, { cause: error })
  }
  throw new SchemaNotDescribable(`${standard.vendor} answered no JSON Schema`)
}

const jsonTypes: ReadonlySet<unknown> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'null',
  'array',
  'object',
])

// References that lead nowhere or in a circle, and types that only a library knows ("bigint" of TypeBox).
function checkPart(json: JsonSchema, root: JsonSchema): void {
  const { type = [] } = json
  const foreign = (typeof type === 'string' ? [type] : type).find((one) => !jsonTypes.has(one))
  if (foreign !== undefined) throw new SchemaNotDescribable(`${foreign} cannot be represented in JSON Schema`)
  if (json.$ref !== undefined) checkReference(json.$ref, root)
  eachSubschema(json, (inside) => checkPart(inside, root))
}

function checkReference(reference: string, root: JsonSchema): void {
  try {
    if (!leadsBack(reference, root)) return
  } catch {
    throw new SchemaNotDescribable(
      `the reference '${reference}' leads nowhere`,
      'put what it names into the $defs of the schema',
    )
  }
  throw new SchemaNotDescribable(
    `the reference '${reference}' leads only back to itself`,
    'let what it names say what a value is: its type, its properties, its alternatives',
  )
}

// Of a result that is described as anything at all, the input tells that it is the result of a function.
function refuseLost(output: JsonSchema, input: JsonSchema, name?: string): void {
  if (Object.keys(output).length === 0 && Object.keys(input).length > 0) {
    const where = name === undefined ? '' : ` (field '${name}')`
    throw new SchemaNotDescribable(
      `the result of a function cannot be represented in JSON Schema${where}`,
      'add .to() with the type of the result',
    )
  }
  for (const [field, inside] of Object.entries(output.properties ?? {})) {
    const given = input.properties?.[field]
    if (given !== undefined) refuseLost(inside, given, field)
  }
  if (typeof output.items === 'object' && typeof input.items === 'object')
    refuseLost(output.items, input.items, name)
}

function standardOf(schema: unknown): Standard {
  const standard: unknown = isHolder(schema) && '~standard' in schema ? schema['~standard'] : undefined
  if (typeof standard !== 'object' || standard === null) throw noSchema(schema)
  if (
    !('jsonSchema' in standard) ||
    typeof standard.jsonSchema !== 'object' ||
    standard.jsonSchema === null
  ) {
    throw notDescribing('vendor' in standard ? String(standard.vendor) : 'its library')
  }
  // It has the members that tell a Standard JSON Schema; the rest is the library's promise.
  return standard as Standard
}

function isHolder(schema: unknown): schema is object {
  return (typeof schema === 'object' && schema !== null) || typeof schema === 'function'
}

function noSchema(value: unknown): SchemaNotStandard {
  if (typeof value === 'object' && value !== null && '~kind' in value) {
    return new SchemaNotStandard(
      'a TypeBox type does not implement Standard Schema',
      'wrap it: schemaFrom({ jsonSchema: type, validate })',
    )
  }
  return new SchemaNotStandard(
    `${value === null ? 'null' : typeof value} is no schema: it has no '~standard'`,
    'give a schema of zod 4, valibot, arktype or another library of Standard Schema',
  )
}

function notDescribing(vendor: string): SchemaNotStandard {
  return new SchemaNotStandard(
    `this schema of ${vendor} validates but does not describe itself (no '~standard'.jsonSchema)`,
    knownLibrary(vendor).wrapping ??
      'give one that implements Standard JSON Schema, or wrap it: schemaFrom({ jsonSchema, validate })',
  )
}
