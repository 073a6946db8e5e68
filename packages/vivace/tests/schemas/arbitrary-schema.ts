import * as fc from 'fast-check'
import type { JsonSchema } from '../../src/schema/index.ts'

/** A value of a schema, and the same value with fields added that the schema does not name. */
export interface Sample {
  readonly json: JsonSchema
  readonly clean: unknown
  readonly dirty: unknown
  /** The paths of what was added. */
  readonly added: readonly (readonly (string | number)[])[]
}

type Values = Omit<Sample, 'json'>

// Names that a careless copy would stumble over, among ordinary ones.
const declaredNames = [
  'id',
  'name',
  'a b',
  '"quoted"',
  "it's",
  'é\n',
  'constructor',
  'toString',
  'toJSON2',
  '1',
]
const undeclaredNames = ['secret', 'passwordHash', '__proto__', 'hasOwnProperty', 'valueOf', '2']

const scalar: fc.Arbitrary<JsonSchema> = fc.constantFrom<JsonSchema[]>(
  { type: 'string' },
  { type: 'integer' },
  { type: 'number' },
  { type: 'boolean' },
  { enum: ['red', 'green', 1] },
  { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  { type: ['string', 'null'] },
)

/** Schemas of objects, arrays, tuples, records, nullable and discriminated unions, within one another. */
export const arbitrarySchema: fc.Arbitrary<JsonSchema> = fc.letrec<{
  schema: JsonSchema
  object: JsonSchema
}>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'schema' },
    { weight: 3, arbitrary: scalar },
    { weight: 4, arbitrary: tie('object') },
    { weight: 1, arbitrary: tie('schema').map((items): JsonSchema => ({ type: 'array', items })) },
    {
      weight: 1,
      arbitrary: tie('schema').map((others): JsonSchema => ({
        type: 'object',
        additionalProperties: others,
      })),
    },
    { weight: 1, arbitrary: tie('schema').map((json): JsonSchema => ({ anyOf: [json, { type: 'null' }] })) },
    { weight: 1, arbitrary: fc.tuple(tie('object'), tie('object')).map(discriminated) },
    {
      weight: 1,
      arbitrary: fc
        .array(tie('schema'), { minLength: 1, maxLength: 3 })
        .map((prefixItems): JsonSchema => ({ type: 'array', prefixItems, items: false })),
    },
  ),
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...declaredNames), tie('schema'), { maxKeys: 5 }),
      optional: fc.boolean(),
      closed: fc.boolean(),
    })
    .map(({ properties, optional, closed }): JsonSchema => ({
      type: 'object',
      properties,
      ...(optional ? {} : { required: Object.keys(properties) }),
      ...(closed ? { additionalProperties: false } : {}),
    })),
})).schema

function discriminated([left, right]: readonly JsonSchema[]): JsonSchema {
  const branch = (kind: string, json: JsonSchema | undefined): JsonSchema => ({
    ...json,
    properties: { ...json?.properties, kind: { const: kind } },
    required: [...(json?.required ?? []), 'kind'],
  })
  return { oneOf: [branch('left', left), branch('right', right)] }
}

/** A schema with values of it. */
export const arbitrarySample: fc.Arbitrary<Sample> = arbitrarySchema.chain((json) =>
  valuesOf(json).map((values) => ({ json, ...values })),
)

function same(value: unknown): Values {
  return { clean: value, dirty: value, added: [] }
}

function valuesOf(json: JsonSchema): fc.Arbitrary<Values> {
  if (json.anyOf !== undefined) return fc.oneof(...json.anyOf.map(valuesOf))
  if (json.oneOf !== undefined)
    return fc.oneof(...json.oneOf.map((branch) => branchOf(branch, json.oneOf ?? [])))
  if (json.enum !== undefined) return fc.constantFrom(...json.enum).map(same)
  if (json.const !== undefined) return fc.constant(same(json.const))
  if (json.properties !== undefined) return objectsOf(json.properties, new Set(json.required))
  if (json.prefixItems !== undefined) return fc.tuple(...json.prefixItems.map(valuesOf)).map(together)
  if (typeof json.items === 'object') return fc.array(valuesOf(json.items), { maxLength: 3 }).map(together)
  if (typeof json.additionalProperties === 'object') {
    const names = fc.constantFrom('one', 'two', 'constructor')
    return fc
      .dictionary(names, valuesOf(json.additionalProperties), { maxKeys: 3 })
      .map((fields) => merged(fields, {}))
  }
  return scalarsOf(json).map(same)
}

// The fields of the other branches are as unknown to a branch as any.
function branchOf(branch: JsonSchema, all: readonly JsonSchema[]): fc.Arbitrary<Values> {
  const own = branch.properties ?? {}
  const others = all.flatMap(({ properties }) => Object.keys(properties ?? {}))
  const unknown = others.filter((name) => !Object.hasOwn(own, name))
  return objectsOf(own, new Set(branch.required), [...undeclaredNames, ...unknown])
}

function scalarsOf({ type }: JsonSchema): fc.Arbitrary<unknown> {
  if (type === 'integer') return fc.integer()
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return type === 'string' ? fc.string() : fc.constantFrom('text', null)
}

function objectsOf(
  properties: Readonly<Record<string, JsonSchema>>,
  required: ReadonlySet<string>,
  otherNames: readonly string[] = undeclaredNames,
): fc.Arbitrary<Values> {
  const fields: Record<string, fc.Arbitrary<Values>> = {}
  for (const [name, json] of Object.entries(properties)) fields[name] = valuesOf(json)
  const added = fc.dictionary(fc.constantFrom(...otherNames), fc.jsonValue({ maxDepth: 2 }), {
    maxKeys: 3,
  })
  return fc
    .tuple(
      fc.record(fields, { requiredKeys: [...required].filter((name) => Object.hasOwn(fields, name)) }),
      added,
    )
    .map(([values, extra]) => merged(values, extra))
}

function together(values: readonly Values[]): Values {
  return {
    clean: values.map(({ clean }) => clean),
    dirty: values.map(({ dirty }) => dirty),
    added: values.flatMap(({ added }, index) => added.map((path) => [index, ...path])),
  }
}

function merged(
  values: Readonly<Record<string, Values | undefined>>,
  extra: Readonly<Record<string, unknown>>,
): Values {
  const fields = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  // Object.fromEntries makes an own field of __proto__, as JSON.parse does.
  return {
    clean: Object.fromEntries(fields.map(([name, { clean }]) => [name, clean])),
    dirty: Object.fromEntries([
      ...fields.map(([name, { dirty }]) => [name, dirty] as const),
      ...Object.entries(extra),
    ]),
    added: [
      ...fields.flatMap(([name, { added }]) => added.map((path) => [name, ...path])),
      ...Object.keys(extra).map((name) => [name]),
    ],
  }
}
