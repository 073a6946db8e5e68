import type { JsonSchema } from './json-schema.ts'
import { allows, declaredNames } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'

/** What may stand in an object. */
export interface ObjectLayout {
  readonly declared: ReadonlyMap<string, Rules>
  readonly patterns: readonly (readonly [RegExp, Rules])[]
  /** Of fields that have no name in the schema; `undefined` if such fields are unknown ones. */
  readonly others: Rules | undefined
}

/** What may stand in an array. */
export interface ArrayLayout {
  readonly first: readonly (Rules | undefined)[]
  /** Of the items after the first ones; `undefined` if nothing is said of them. */
  readonly rest: Rules | undefined
  /** Whether a tuple ends with its first items. */
  readonly ends: boolean
}

/**
 * How objects of these rules are laid out; `undefined` if none are allowed, or nothing is said of them.
 *
 *     objectLayout(book, book.of([{ type: 'object', properties: { id: {} } }]))?.declared.has('id')   // true
 *
 * `{ type: 'object' }` names no field, and so knows none; `{}` describes nothing, and leaves all open.
 */
export function objectLayout(book: RuleBook, rules: Rules): ObjectLayout | undefined {
  if (!allows(rules, 'object') || !rules.parts.some(describesObjects)) return undefined
  const declared = new Map<string, Rules>()
  for (const name of declaredNames(rules)) {
    const field = book.field(rules, name)
    if (field !== undefined) declared.set(name, field)
  }
  return { declared, patterns: book.patterns(rules), others: book.others(rules) }
}

/**
 * How arrays of these rules are laid out; `undefined` if none are allowed, or nothing is said of them.
 *
 *     arrayLayout(book, book.of([{ prefixItems: [{}, {}], items: false }]))   // { first: […, …], ends: true, … }
 */
export function arrayLayout(book: RuleBook, rules: Rules): ArrayLayout | undefined {
  const described = rules.parts.filter((part) => part.items !== undefined || part.prefixItems !== undefined)
  if (!allows(rules, 'array') || described.length === 0) return undefined
  const length = Math.max(...described.map((part) => part.prefixItems?.length ?? 0))
  return {
    first: Array.from({ length }, (_, index) => book.item(rules, index)),
    rest: book.item(rules, length),
    ends: length > 0 && described.some((part) => part.items === undefined || part.items === false),
  }
}

/**
 * Everything that is said of what is directly inside.
 *
 *     rulesInside({ object: objectLayout(book, rules), array: arrayLayout(book, rules) })
 */
export function rulesInside(layouts: {
  readonly object: ObjectLayout | undefined
  readonly array: ArrayLayout | undefined
}): readonly Rules[] {
  const { object, array } = layouts
  const inside = [
    ...(object === undefined
      ? []
      : [...object.declared.values(), ...object.patterns.map(([, rules]) => rules)]),
    object?.others,
    ...(array?.first ?? []),
    array?.rest,
  ]
  return inside.filter((rules) => rules !== undefined)
}

const objectKeywords = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties']

/**
 * Whether a schema says something of objects.
 *
 *     describesObjects({ properties: {} })   // true
 */
export function describesObjects(part: JsonSchema): boolean {
  const { type } = part
  const named = type === 'object' || (typeof type === 'object' && type.includes('object'))
  return named || objectKeywords.some((keyword) => part[keyword] !== undefined)
}
