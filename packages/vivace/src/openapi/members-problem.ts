import { DefinitionError, type ErrorDefinition } from '../errors/index.ts'
import { describeAt, type JsonSchema } from '../schema/index.ts'
import { problemDetails } from './problem-schemas.ts'
import { pascalCase } from '../documents/index.ts'

/**
 * The problem document of an error that has members of its own (RFC 9457, section 3.2); that of every error
 * where it has none.
 *
 *     membersProblem({ status: 404, code: 'verb-unknown', title: 'Unknown verb', members: Nearest }, 'GET /verbs')
 *     // { title: 'VerbUnknownProblem', type: 'object', properties: { type, title, …, nearest }, … }
 *
 * Throws `DefinitionError` MODEL_NOT_AN_OBJECT and SCHEMA_NOT_DESCRIBABLE.
 */
export function membersProblem(definition: ErrorDefinition, where: string): JsonSchema {
  const { members, code } = definition
  if (members === undefined) return problemDetails
  const place = `${where}, error '${code}'`
  const described = objectAt(place, describeAt(place, members, 'output'))
  return {
    title: `${pascalCase(code)}Problem`,
    description: definition.description ?? definition.title,
    type: 'object',
    properties: { ...problemDetails.properties, ...described.properties },
    required: [...(problemDetails.required ?? []), ...(described.required ?? [])],
    ...(described.$defs === undefined ? {} : { $defs: described.$defs }),
  }
}

function objectAt(where: string, described: JsonSchema): JsonSchema {
  if (described.properties !== undefined) return described
  throw new DefinitionError({
    code: 'MODEL_NOT_AN_OBJECT',
    where,
    cause: "its 'members' are not the schema of an object with declared fields",
    remedy: 'give it an object schema: z.object({ nearest: z.array(z.string()) })',
  })
}
