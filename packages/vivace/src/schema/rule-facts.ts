import type { JsonType } from './json-schema.ts'
import { declaredTypes } from './json-type.ts'
import type { RuleBook, Rules } from './rules.ts'

/**
 * The names of the declared fields, each once, in the order of declaration.
 *
 *     declaredNames(book.of([{ properties: { b: {}, a: {} } }]))   // ['b', 'a']
 */
export function declaredNames(rules: Rules): readonly string[] {
  return [...new Set(rules.parts.flatMap((part) => Object.keys(part.properties ?? {})))]
}

/**
 * The types that a value may be of, as far as the rules beside the unions say; `undefined` if every type is
 * allowed.
 *
 *     allowedTypes(book.of([{ type: ['integer', 'null'] }, { type: 'number' }]))   // ['integer']
 */
export function allowedTypes(rules: Rules): readonly JsonType[] | undefined {
  let allowed: readonly JsonType[] | undefined
  for (const part of rules.parts) {
    const types = declaredTypes(part)
    if (types === undefined) continue
    allowed = allowed === undefined ? types : common(allowed, types)
  }
  return allowed
}

function common(left: readonly JsonType[], right: readonly JsonType[]): readonly JsonType[] {
  const both = left.filter((type) => right.includes(type) || (type === 'integer' && right.includes('number')))
  return right.includes('integer') && left.includes('number') && !both.includes('integer')
    ? [...both, 'integer']
    : both
}

/**
 * Whether values of a type are allowed, as far as the rules beside the unions say.
 *
 *     allows(book.of([{ type: 'string' }]), 'object')   // false
 */
export function allows(rules: Rules, type: JsonType): boolean {
  return allowedTypes(rules)?.includes(type) ?? true
}

/**
 * Whether values of a type are allowed, unions included.
 *
 *     mayBe(book, book.of([{ anyOf: [{ type: 'string' }] }]), 'object')   // false
 */
export function mayBe(book: RuleBook, rules: Rules, type: JsonType): boolean {
  if (!allows(rules, type)) return false
  return rules.unions.length === 0 || book.branches(rules).some((branch) => mayBe(book, branch, type))
}

/**
 * The values that are listed, by `const` or by `enum`; `undefined` if they are not.
 *
 *     literalsOf(book.of([{ const: 'cat' }]))   // ['cat']
 */
export function literalsOf(rules: Rules): readonly unknown[] | undefined {
  for (const part of rules.parts) {
    if (Object.hasOwn(part, 'const')) return [part.const]
    if (part.enum !== undefined) return part.enum
  }
  return undefined
}

/**
 * Whether a field must be there.
 *
 *     isRequired(book.of([{ required: ['id'] }]), 'id')   // true
 */
export function isRequired(rules: Rules, name: string): boolean {
  return rules.parts.some((part) => part.required?.includes(name) === true)
}
