import { type DocumentReader, isRecord, type Json, recordOf, textsOf } from './document-reader.ts'
import { keywordChanges } from './keyword-changes.ts'

/** The two documents that schemas are compared in. */
export interface Documents {
  readonly older: DocumentReader
  readonly newer: DocumentReader
}

/** A schema in two documents. */
export interface SchemaPair {
  readonly documents: Documents
  readonly older: unknown
  readonly newer: unknown
  /** Inputs must take all that they took; outputs must give nothing that they did not. */
  readonly direction: 'input' | 'output'
  /** `the body, field 'tags'` */
  readonly where: string
}

/** Schemas may contain themselves; nobody reads differences deeper than this. */
const deepest = 24

/**
 * What breaks clients between two schemas.
 *
 *     compareSchemas({ documents, older: { type: 'number' }, newer: { type: 'integer' }, direction: 'input', where: 'the body' })
 *     // ['the body is no longer number, but integer']
 */
export function compareSchemas(pair: SchemaPair, depth = 0): string[] {
  if (depth > deepest) return []
  const [older, newer] = [
    branchesOf(pair.older, pair.documents.older),
    branchesOf(pair.newer, pair.documents.newer),
  ]
  const [before, after] = [older[0], newer[0]]
  if (older.length === 1 && newer.length === 1 && before !== undefined && after !== undefined)
    return compareOne(pair, { before, after }, depth)
  // Of a union each branch of before must be taken by one of now; of an answer it is the other way round.
  const isInput = pair.direction === 'input'
  const [judged, allowed] = isInput ? [older, newer] : [newer, older]
  const fits = judged.every((branch) =>
    allowed.some((other) => {
      const branches = isInput ? { before: branch, after: other } : { before: other, after: branch }
      return compareOne(pair, branches, depth).length === 0
    }),
  )
  return fits
    ? []
    : [`${pair.where} ${isInput ? 'takes less than before' : 'may be something that it was not'}`]
}

interface Branches {
  readonly before: Json
  readonly after: Json
}

function compareOne(pair: SchemaPair, { before, after }: Branches, depth: number): string[] {
  const own = keywordChanges(before, after, pair.direction).map((change) => `${pair.where} ${change}`)
  return [
    ...own,
    ...compareFields(pair, { before, after }, depth),
    ...compareItems(pair, { before, after }, depth),
  ]
}

function compareFields(pair: SchemaPair, { before, after }: Branches, depth: number): string[] {
  const { direction, where } = pair
  const [old, now] = [recordOf(before, 'properties'), recordOf(after, 'properties')]
  const [needed, needs] = [textsOf(before, 'required'), textsOf(after, 'required')]
  const common = Object.keys(old).filter((name) => now[name] !== undefined)
  const inside = common.flatMap((name) => {
    const field = { ...pair, older: old[name], newer: now[name], where: `${where}, field '${name}'` }
    return compareSchemas(field, depth + 1)
  })
  if (direction === 'input') {
    const added = needs.filter((name) => !needed.includes(name))
    // A field that is no longer read is dropped, unless others are refused.
    const refused = Object.keys(old).filter(
      (name) => now[name] === undefined && after['additionalProperties'] === false,
    )
    return [
      ...added.map((name) => `${where} demands the field '${name}', which it did not`),
      ...refused.map((name) => `${where} no longer takes the field '${name}'`),
      ...inside,
    ]
  }
  const gone = Object.keys(old).filter((name) => now[name] === undefined)
  const optional = needed.filter((name) => now[name] !== undefined && !needs.includes(name))
  return [
    ...gone.map((name) => `${where} no longer has the field '${name}'`),
    ...optional.map((name) => `${where} may lack the field '${name}', which it always had`),
    ...inside,
  ]
}

function compareItems(pair: SchemaPair, { before, after }: Branches, depth: number): string[] {
  const members = ['items', 'additionalProperties'].filter(
    (name) => isRecord(before[name]) && isRecord(after[name]),
  )
  return members.flatMap((name) => {
    const where = `${pair.where}, each ${name === 'items' ? 'item' : 'further field'}`
    return compareSchemas({ ...pair, older: before[name], newer: after[name], where }, depth + 1)
  })
}

/** What a schema allows, one schema for each branch of its unions and each of its types. */
function branchesOf(schema: unknown, reader: DocumentReader, depth = 0): Json[] {
  const { anyOf, oneOf, allOf, ...own } = reader.resolve(schema)
  if (depth > deepest) return [own]
  const all = Array.isArray(allOf) ? allOf.map((part) => reader.resolve(part)) : []
  const merged = all.reduce(mergeSchemas, own)
  const union = [anyOf, oneOf].filter(Array.isArray).flat()
  if (union.length > 0)
    return union.flatMap((branch) =>
      branchesOf(branch, reader, depth + 1).map((each) => mergeSchemas(merged, each)),
    )
  const { type } = merged
  return Array.isArray(type) ? type.map((each: unknown) => ({ ...merged, type: each })) : [merged]
}

function mergeSchemas(one: Json, other: Json): Json {
  const properties = { ...recordOf(one, 'properties'), ...recordOf(other, 'properties') }
  const required = [...new Set([...textsOf(one, 'required'), ...textsOf(other, 'required')])]
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  }
}
