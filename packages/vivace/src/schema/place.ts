import { type Finding, refusedNames, refusesOthers, unknownFields } from './findings.ts'
import { isRequired, literalsOf } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'
import { isRecord } from './structure.ts'
import { choiceOf } from './union-branch.ts'

/** A value within a value, and what the schema says of it. */
export interface Place {
  readonly path: readonly (string | number)[]
  readonly value: unknown
  /** What the value is in; `undefined` for the whole. */
  readonly container: unknown
  /** `undefined` where the schema says nothing, or what it says depends on a union that is undecided. */
  readonly rules: Rules | undefined
  /** Whether a field that should be there is not. */
  readonly missing: boolean
  /** What is broken by the place itself: a field that may not be there. */
  readonly findings: readonly Finding[]
}

/**
 * Follows a path into a value and its schema at once, as far as there is a value to go into: the fault of
 * the `kind` of 5 is that 5 is no object.
 *
 *     placeAt({ book, rules, value: { tags: [1] }, path: ['tags', 0] })   // { value: 1, rules: …, … }
 */
export function placeAt(asked: {
  readonly book: RuleBook
  readonly rules: Rules
  readonly value: unknown
  readonly path: readonly (string | number)[]
}): Place {
  const { book } = asked
  let place: Place = {
    path: [],
    value: asked.value,
    container: undefined,
    rules: asked.rules,
    missing: asked.value === undefined,
    findings: [],
  }
  for (const key of asked.path) {
    const inside = step(book, place, key)
    if (inside === undefined) break
    place = { ...inside, path: [...place.path, key], container: place.value }
  }
  return place
}

type Step = Omit<Place, 'path' | 'container'>

function step(book: RuleBook, { value, rules }: Place, key: string | number): Step | undefined {
  if (!Array.isArray(value) && !isRecord(value)) return undefined
  const settled = rules === undefined ? undefined : settle(book, rules, value)
  if (Array.isArray(value)) return itemStep(book, settled, { items: value, index: Number(key) })
  const name = String(key)
  const inside = Object.hasOwn(value, name) ? value[name] : undefined
  if (settled === undefined) {
    const findings = rules === undefined ? [] : undecided(book, rules, { name, value: inside })
    return { value: inside, rules: undefined, missing: inside === undefined, findings }
  }
  const field = book.field(settled, name)
  const refused = field === undefined && inside !== undefined && refusesOthers(settled)
  const isMissing = inside === undefined && (isRequired(settled, name) || field === undefined)
  const findings = refused
    ? [unknownFields([name])]
    : inside === undefined
      ? []
      : refusedNames(book, settled, [name])
  return { value: inside, rules: field, missing: isMissing, findings }
}

function itemStep(
  book: RuleBook,
  rules: Rules | undefined,
  { items, index }: { readonly items: readonly unknown[]; readonly index: number },
): Step | undefined {
  // That there is an item too many is the array's fault.
  if (rules?.parts.some((part) => part.items === false && index >= (part.prefixItems?.length ?? 0)))
    return undefined
  const item = rules === undefined ? undefined : book.item(rules, index)
  return { value: items[index], rules: item, missing: index >= items.length, findings: [] }
}

// The rules with their unions decided by the value; `undefined` if it is of no branch.
function settle(book: RuleBook, rules: Rules, value: unknown): Rules | undefined {
  let settled: Rules | undefined = rules
  while (settled !== undefined && settled.unions.length > 0) {
    settled = book.branches(settled)[choiceOf(book, settled)(value)]
  }
  return settled
}

// The value is of no branch. If the field is what tells the branches apart, that is what is wrong with it.
function undecided(
  book: RuleBook,
  rules: Rules,
  field: { readonly name: string; readonly value: unknown },
): readonly Finding[] {
  const literals = book.branches(rules).flatMap((branch) => {
    const inside = book.field(branch, field.name)
    return inside === undefined ? [] : (literalsOf(inside) ?? [undefined])
  })
  if (field.value === undefined || literals.length === 0 || literals.some((literal) => literal === undefined))
    return []
  return literals.includes(field.value) ? [] : [{ keyword: 'enum', limit: literals, certain: true }]
}
