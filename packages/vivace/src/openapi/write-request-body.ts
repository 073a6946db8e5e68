import { pascalCase } from '../documents/index.ts'
import type { BodyDescription } from '../inputs/source.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { OpenApiMediaType, OpenApiRequestBody } from './document.ts'
import { writeExamples } from './examples.ts'
import { writeOneSchema } from './one-schema.ts'
import type { Writing } from './writing.ts'

const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

/** The Request Body Object of an operation; `undefined` if it takes none. */
export function writeRequestBody(writing: Writing): OpenApiRequestBody | undefined {
  const { body } = writing.operation
  if (body.length === 0) return undefined
  const whole = body.filter((part) => part.member === undefined)
  const members = asOneForm(body.filter((part) => part.member !== undefined))
  const description = whole.find((part) => part.description !== undefined)?.description
  const content = [
    ...mediaTypesOf(whole).map(([type, parts]) => [type, writeWhole(parts, writing)] as const),
    ...mediaTypesOf(members).map(([type, parts]) => [type, writeMembers(parts, writing)] as const),
  ]
  return {
    ...(description === undefined ? {} : { description }),
    ...(body.some((part) => part.required) ? { required: true } : {}),
    content: Object.fromEntries(content),
  }
}

// One file makes the whole form multipart: a body has one media type.
function asOneForm(members: readonly BodyDescription[]): readonly BodyDescription[] {
  if (!members.some((member) => member.mediaType === multipart)) return members
  return members.map((member) =>
    member.mediaType === urlencoded ? { ...member, mediaType: multipart } : member,
  )
}

function mediaTypesOf(parts: readonly BodyDescription[]): (readonly [string, readonly BodyDescription[]])[] {
  const types = [...new Set(parts.map((part) => part.mediaType))]
  return types.map((type) => [type, parts.filter((part) => part.mediaType === type)])
}

function writeWhole(parts: readonly BodyDescription[], writing: Writing): OpenApiMediaType {
  const { where } = writing
  const use = { direction: 'input', where, hint: `${writing.typeName}Body` } as const
  const schemas = parts.map((part) => part.schema)
  return {
    schema: writeOneSchema(schemas, 'allOf', { writing, use }),
    ...writeExamples(parts.find((part) => part.examples !== undefined)?.examples),
  }
}

function writeMembers(parts: readonly BodyDescription[], writing: Writing): OpenApiMediaType {
  const name = `Body_${writing.operationId}`
  const members = [...new Set(parts.map((part) => part.member ?? ''))]
  const uses = members.map((member) => parts.filter((part) => part.member === member))
  const required = members.filter((_, at) => uses[at]?.some((part) => part.required))
  const properties = uses.map((same, at) => [members[at] ?? '', writeMember(same, writing)] as const)
  const schema = {
    title: name,
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    ...(parts.some((part) => part.refusesOthers === true) ? { additionalProperties: false } : {}),
  } as const
  const encoding = parts.flatMap(({ member = '', partType }) =>
    partType === undefined ? [] : [[member, { contentType: partType }] as const],
  )
  return {
    schema: writing.schemas.add(schema, { direction: 'input', where: writing.where, hint: name }),
    ...(encoding.length === 0 ? {} : { encoding: Object.fromEntries(encoding) }),
  }
}

function writeMember(uses: readonly BodyDescription[], writing: Writing): JsonSchema {
  const hint = `${writing.typeName}Body${pascalCase(uses[0]?.member ?? '')}`
  const use = { direction: 'input', where: writing.where, hint } as const
  const description = uses.find((part) => part.description !== undefined)?.description
  const examples = uses.find((part) => part.examples !== undefined)?.examples
  const schemas = uses.map((part) => part.schema)
  return {
    ...writeOneSchema(schemas, 'allOf', { writing, use }),
    ...(description === undefined ? {} : { description }),
    ...(examples === undefined ? {} : { examples }),
  }
}
