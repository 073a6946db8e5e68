import { omit, pascalCase } from '../documents/index.ts'
import type { ParameterDescription } from '../inputs/source.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { OpenApiParameter } from './document.ts'
import { writeExamples } from './examples.ts'
import { writeOneSchema } from './one-schema.ts'
import type { Writing } from './writing.ts'

const order = ['path', 'query', 'header', 'cookie'] as const

/**
 * The Parameter Objects of an operation: path, query, header, cookie, each name once. Lists are sent as our
 * sources read them, which is what OpenAPI assumes, so `style` and `explode` are never written.
 */
export function writeParameters(writing: Writing): readonly OpenApiParameter[] {
  const { parameters: names } = writing.place
  // The template demands its parameters of the document, whoever declares or hides them.
  const undeclared = [...names.keys()].filter((name) => !declares(writing.operation.parameters, name))
  const described = [
    ...undeclared.map((name) => ({ in: 'path', name, required: true, schema: { type: 'string' } }) as const),
    ...writing.operation.parameters.filter(
      (parameter) => parameter.in === 'path' || parameter.hidden !== true,
    ),
  ]
  return order.flatMap((place) =>
    [...groupByName(described.filter((parameter) => parameter.in === place)).values()].map((uses) =>
      writeParameter(uses, writing),
    ),
  )
}

function declares(parameters: readonly ParameterDescription[], name: string): boolean {
  return parameters.some((parameter) => parameter.in === 'path' && parameter.name === name)
}

function groupByName(
  parameters: readonly ParameterDescription[],
): ReadonlyMap<string, readonly [ParameterDescription, ...ParameterDescription[]]> {
  const groups = new Map<string, [ParameterDescription, ...ParameterDescription[]]>()
  for (const parameter of parameters) {
    const key = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [parameter])
    else group.push(parameter)
  }
  return groups
}

function writeParameter(
  uses: readonly [ParameterDescription, ...ParameterDescription[]],
  writing: Writing,
): OpenApiParameter {
  const [first] = uses
  const name = first.in === 'path' ? (writing.place.parameters.get(first.name) ?? first.name) : first.name
  const hint = writing.typeName + pascalCase(first.name)
  const use = { direction: 'input', where: writing.where, hint } as const
  const description = uses.find((each) => each.description !== undefined)?.description
  const deprecated = uses.every((each) => each.deprecated === true)
  return {
    name,
    in: first.in,
    ...(uses.some((each) => each.required) ? { required: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(deprecated ? { deprecated } : {}),
    schema: withoutRepeated(writeOneSchema(compatible(uses), 'allOf', { writing, use }), description),
    ...writeExamples(uses.find((each) => each.examples !== undefined)?.examples),
  }
}

// A value satisfies every use of it, but one text can be read as a number here and as text there: no JSON
// value is both, and the document tells the first.
function compatible(uses: readonly [ParameterDescription, ...ParameterDescription[]]): JsonSchema[] {
  const [first] = uses
  return uses.map((use) => use.schema).filter((schema) => schema.type === first.schema.type)
}

// Sources take the description from the schema; the reader needs it once.
function withoutRepeated(schema: JsonSchema, description: string | undefined): JsonSchema {
  const repeated =
    description !== undefined && schema.description === description && schema.$ref === undefined
  return omit(schema, new Set([...(repeated ? ['description'] : []), 'deprecated']))
}
