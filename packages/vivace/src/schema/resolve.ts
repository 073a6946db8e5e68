import type { JsonSchema } from './json-schema.ts'

/**
 * The schema that a `$ref` leads to; a schema without one is itself. Keywords beside the `$ref` are kept.
 *
 *     resolve({ $ref: '#/$defs/Cat', title: 'Pet' }, root)   // { ...root.$defs.Cat, title: 'Pet' }
 *
 * References are JSON pointers into `root`: `#`, `#/$defs/Cat`. One that only leads back to itself
 * describes nothing: `{}`. Throws an `Error` for one that leads nowhere.
 */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const seen = new Set<string>()
  const beside: JsonSchema[] = []
  let target = schema
  while (target.$ref !== undefined) {
    const { $ref, ...others } = target
    if (seen.has($ref)) return {}
    seen.add($ref)
    if (Object.keys(others).length > 0) beside.push(others)
    target = referenced($ref, root)
  }
  return beside.reduceRight((merged, others) => ({ ...merged, ...others }), target)
}

/**
 * Whether a reference leads only to other references, and from them back to one of them.
 *
 *     leadsBack('#/$defs/A', { $defs: { A: { $ref: '#/$defs/A' } } })   // true
 *
 * Throws an `Error` where it leads nowhere.
 */
export function leadsBack(reference: string, root: JsonSchema): boolean {
  const seen = new Set<string>()
  for (let next: string | undefined = reference; next !== undefined; next = referenced(next, root).$ref) {
    if (seen.has(next)) return true
    seen.add(next)
  }
  return false
}

/**
 * The schema that a reference names, without following references of its own.
 *
 *     referenced('#/$defs/Cat', root)   // root.$defs.Cat
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901#section-6
 */
export function referenced(reference: string, root: JsonSchema): JsonSchema {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) throw nowhere(reference)
  let target: unknown = root
  for (const token of reference.slice(2).split('/')) {
    // Libraries write names as they are, where RFC 6901 demands percent-encoding: both are tried.
    const name = unescaped(token)
    const found = memberOf(target, name) ?? memberOf(target, percentDecoded(name))
    if (found === undefined) throw nowhere(reference)
    target = found
  }
  // What a reference of a well-formed schema names is a schema.
  return target as JsonSchema
}

function unescaped(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  // hasOwn has shown that the member is there.
  return (value as Readonly<Record<string, unknown>>)[name]
}

function nowhere(reference: string): Error {
  return new Error(`the reference '${reference}' leads nowhere`)
}
