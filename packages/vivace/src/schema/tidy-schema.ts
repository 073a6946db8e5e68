import type { JsonSchema } from './json-schema.ts'
import { mapInside, mapMembers } from './subschemas.ts'

/**
 * A library's JSON Schema as the rest of the framework expects it: a copy without `$schema`, with pointers
 * for references (`#/$defs/Cat`), with `__schema0` for the definitions whose names match `generatedName`,
 * and without the bounds of safe integers, which say nothing that `integer` does not.
 *
 *     tidySchema({ $schema: '…', type: 'integer', maximum: 9007199254740991 })   // { type: 'integer' }
 */
export function tidySchema(json: JsonSchema, generatedName?: RegExp): JsonSchema {
  const names = newNames(Object.keys(json.$defs ?? {}), generatedName)
  const pointers = pointersOf(json, names)
  const tidied = tidyPart(json, (reference) => rewritten(reference, names, pointers))
  const { $defs } = tidied
  if ($defs === undefined || names.size === 0) return tidied
  const renamed = Object.entries($defs).map(([name, part]) => [names.get(name) ?? name, part] as const)
  return { ...tidied, $defs: Object.fromEntries(renamed) }
}

const dropped: ReadonlySet<string> = new Set(['$schema', '$id', '$anchor'])

function tidyPart(json: JsonSchema, rewrite: (reference: string) => string): JsonSchema {
  const part = modernized(json)
  const tidy = (inside: JsonSchema): JsonSchema => tidyPart(inside, rewrite)
  return mapMembers(part, (value, keyword) => {
    if (dropped.has(keyword) || isNoise(part, keyword, value)) return undefined
    return keyword === '$ref' && typeof value === 'string' ? rewrite(value) : mapInside(keyword, value, tidy)
  })
}

// TypeBox writes tuples as drafts before 2020-12 did, and a record as a pattern that every name matches.
function modernized(part: JsonSchema): JsonSchema {
  const { items, additionalItems, patternProperties } = part
  if (patternProperties === undefined && !Array.isArray(items)) return part
  if (Array.isArray(items)) {
    const { items: _first, additionalItems: _rest, ...others } = part
    return {
      ...others,
      prefixItems: items,
      ...(isSubschema(additionalItems) ? { items: additionalItems } : {}),
    }
  }
  const named = Object.entries(patternProperties ?? {})
  const [pattern, rest] = named[0] ?? []
  if (named.length !== 1 || pattern !== '^.*$' || rest === undefined || part.properties !== undefined)
    return part
  const { patternProperties: _every, ...others } = part
  return { ...others, additionalProperties: rest }
}

function isSubschema(value: unknown): value is JsonSchema | boolean {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}

function isNoise({ type }: JsonSchema, keyword: string, limit: unknown): boolean {
  if (type !== 'integer') return false
  return (
    (keyword === 'minimum' && limit === Number.MIN_SAFE_INTEGER) ||
    (keyword === 'maximum' && limit === Number.MAX_SAFE_INTEGER)
  )
}

function newNames(names: readonly string[], generated: RegExp | undefined): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  for (const name of names) if (generated?.test(name) === true) renamed.set(name, `__schema${renamed.size}`)
  return renamed
}

// What TypeBox's references name: an $id, or a definition without a pointer.
function pointersOf(json: JsonSchema, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const pointers = new Map<string, string>()
  for (const [name, part] of Object.entries(json.$defs ?? {})) {
    const pointer = `#/$defs/${escaped(names.get(name) ?? name)}`
    pointers.set(name, pointer)
    if (typeof part.$id === 'string') pointers.set(part.$id, pointer)
    if (typeof part.$anchor === 'string') pointers.set(`#${part.$anchor}`, pointer)
  }
  if (typeof json.$id === 'string') pointers.set(json.$id, '#')
  return pointers
}

function rewritten(
  reference: string,
  names: ReadonlyMap<string, string>,
  pointers: ReadonlyMap<string, string>,
): string {
  const [, name, rest] = /^#\/\$defs\/([^/]*)(.*)$/s.exec(reference) ?? []
  if (name !== undefined && rest !== undefined) return `#/$defs/${names.get(name) ?? name}${rest}`
  return pointers.get(reference) ?? reference
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
