import { compareSchemas, type Documents } from './compare-schemas.ts'
import { type DocumentReader, isRecord, type Json, recordOf } from './document-reader.ts'
import type { PlacedOperation } from './placed-operation.ts'

/** One operation in two documents. */
export interface OperationPair {
  readonly documents: Documents
  readonly older: PlacedOperation
  readonly newer: PlacedOperation
}

/** What breaks clients of one operation. */
export function compareOperations(pair: OperationPair): string[] {
  return [
    ...compareSecurity(pair),
    ...compareParameters(pair),
    ...compareBodies(pair),
    ...compareAnswers(pair),
  ]
}

function compareSecurity({ documents, older, newer }: OperationPair): string[] {
  const [before, after] = [demands(older, documents.older), demands(newer, documents.newer)]
  // One requirement is enough: whoever meets one of before has to meet one of now.
  const stillIn = before.every((held) =>
    after.some((needed) => [...needed].every((scope) => held.has(scope))),
  )
  if (stillIn) return []
  return before.some((held) => held.size === 0)
    ? ['a credential is demanded that was not']
    : ['other credentials or scopes are demanded than were']
}

/** Every way to be let in, as schemes and scopes: `bearer`, `bearer items:read`. */
function demands({ operation }: PlacedOperation, reader: DocumentReader): ReadonlySet<string>[] {
  const listed = operation['security'] ?? reader.root['security']
  const ways = Array.isArray(listed) ? listed.filter(isRecord) : []
  if (ways.length === 0) return [new Set()]
  return ways.map(
    (way) =>
      new Set(
        Object.entries(way).flatMap(([scheme, scopes]) => [
          scheme,
          ...(Array.isArray(scopes) ? scopes.map((scope) => `${scheme} ${String(scope)}`) : []),
        ]),
      ),
  )
}

function compareParameters({ documents, older, newer }: OperationPair): string[] {
  const [before, after] = [parametersOf(older, documents.older), parametersOf(newer, documents.newer)]
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, { where }]) => `${where} is gone`)
  const changed = [...after].flatMap(([key, now]) => {
    const old = before.get(key)
    if (old === undefined) return now.isRequired ? [`${now.where} is new and required`] : []
    return [
      ...(now.isRequired && !old.isRequired ? [`${now.where} is required now`] : []),
      ...compareSchemas({
        documents,
        older: old.schema,
        newer: now.schema,
        direction: 'input',
        where: now.where,
      }),
    ]
  })
  return [...gone, ...changed]
}

interface Parameter {
  /** `the query parameter 'q'` */
  readonly where: string
  readonly isRequired: boolean
  readonly schema: unknown
}

/** By place and name; those of the path by their position, because their names are nobody's business. */
function parametersOf(
  { operation, pathItem, where }: PlacedOperation,
  reader: DocumentReader,
): Map<string, Parameter> {
  const positions = [...where.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name)
  const listed = [pathItem['parameters'], operation['parameters']].flat().map((each) => reader.resolve(each))
  return new Map(
    listed.flatMap((json) => {
      const [place, name] = [json['in'], json['name']]
      if (typeof place !== 'string' || typeof name !== 'string') return []
      const key =
        place === 'path'
          ? `path ${positions.indexOf(name)}`
          : `${place} ${place === 'header' ? name.toLowerCase() : name}`
      const parameter = {
        where: `the ${place} parameter '${name}'`,
        isRequired: json['required'] === true,
        schema: json['schema'],
      }
      return [[key, parameter] as const]
    }),
  )
}

function compareBodies({ documents, older, newer }: OperationPair): string[] {
  const before = documents.older.resolve(older.operation['requestBody'])
  const after = documents.newer.resolve(newer.operation['requestBody'])
  const demanded = after['required'] === true && before['required'] !== true
  return [
    ...(demanded ? ['a body is required now'] : []),
    ...compareContent({ documents, older: before, newer: after, direction: 'input', where: 'the body' }),
  ]
}

function compareAnswers({ documents, older, newer }: OperationPair): string[] {
  const now = recordOf(newer.operation, 'responses')
  return Object.entries(recordOf(older.operation, 'responses')).flatMap(([status, answer]) => {
    const where = `the answer ${status}`
    if (now[status] === undefined) return [`${where} is gone`]
    const [before, after] = [documents.older.resolve(answer), documents.newer.resolve(now[status])]
    return compareContent({ documents, older: before, newer: after, direction: 'output', where })
  })
}

interface ContentPair {
  readonly documents: Documents
  readonly older: Json
  readonly newer: Json
  readonly direction: 'input' | 'output'
  readonly where: string
}

function compareContent({ documents, older, newer, direction, where }: ContentPair): string[] {
  const after = recordOf(newer, 'content')
  return Object.entries(recordOf(older, 'content')).flatMap(([mediaType, before]) => {
    const now = after[mediaType]
    if (!isRecord(now)) return [`${where} is no longer ${mediaType}`]
    const schemas = { older: recordOf({ before }, 'before')['schema'], newer: now['schema'] }
    return compareSchemas({ documents, ...schemas, direction, where })
  })
}
