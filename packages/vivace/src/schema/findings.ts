import { isOfType } from './json-type.ts'
import { allowedTypes, literalsOf } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'
import { isRecord, StructureTests } from './structure.ts'
import { discriminatorOf } from './union-branch.ts'
import { type Violation, violationsOf } from './violations.ts'

/** Something that a value breaks, in itself or in fields of its own. */
export interface Finding extends Violation {
  /** The fields that the fault is in; `undefined` if it is in the value. */
  readonly fields?: readonly string[]
}

/**
 * What a value breaks of its rules, apart from what is inside it.
 *
 *     findingsOf(book, book.of([{ type: 'integer', minimum: 1 }]), 0)   // [{ keyword: 'minimum', limit: 1, … }]
 *
 * A union is broken by its one branch of the value's type if there is only one, and by its discriminator if
 * it has one; `anyOf` is for what is left, and stands for `oneOf` as well.
 */
export function findingsOf(book: RuleBook, rules: Rules, value: unknown): readonly Finding[] {
  const findings: Finding[] = rules.parts.flatMap((part) => violationsOf(value, part))
  if (findings.some(({ keyword }) => keyword === 'type')) return findings
  if (rules.unions.length > 0) return unionFindings(book, rules, value)
  if (!isRecord(value)) return findings
  const names = Object.keys(value)
  if (refusesOthers(rules)) {
    const unknown = names.filter((name) => book.field(rules, name) === undefined)
    if (unknown.length > 0) findings.push(unknownFields(unknown))
  }
  return [...findings, ...refusedNames(book, rules, names)]
}

/** What is wrong with the names of members, whatever their values are. */
export function refusedNames(book: RuleBook, rules: Rules, names: readonly string[]): readonly Finding[] {
  return rules.parts.flatMap(({ propertyNames: demanded }): readonly Finding[] => {
    if (demanded === undefined) return []
    const named = book.of([demanded])
    const isRefused = (name: string): boolean => findingsOf(book, named, name).some(({ certain }) => certain)
    const fields = names.filter(isRefused)
    return fields.length === 0 ? [] : [{ keyword: 'propertyNames', limit: demanded, certain: true, fields }]
  })
}

function unionFindings(book: RuleBook, rules: Rules, value: unknown): readonly Finding[] {
  const all = book.branches(rules)
  const branches = all.filter((branch) => !isNull(branch))
  const [only] = branches
  if (only !== undefined && branches.length === 1) return value === null ? [] : findingsOf(book, only, value)
  const literals = branches.map(literalsOf)
  if (literals.every((listed) => listed !== undefined)) return literalFindings(literals.flat(), value)
  const candidates = branches.filter((branch) => admits(book, branch, value))
  const [candidate] = candidates
  if (candidate === undefined) return [wrongType(all.flatMap((branch) => typesOf(book, branch)))]
  if (candidates.length === 1 && literalsOf(candidate) === undefined) {
    return orInside(findingsOf(book, candidate, value), book, { rules: candidate, value })
  }
  return discriminated(book, candidates, value) ?? structural(book, candidates, value)
}

function literalFindings(literals: readonly unknown[], value: unknown): readonly Finding[] {
  return literals.includes(value) ? [] : [{ keyword: 'enum', limit: literals, certain: true }]
}

function discriminated(
  book: RuleBook,
  branches: readonly Rules[],
  value: unknown,
): readonly Finding[] | undefined {
  const discriminator = discriminatorOf(book, branches)
  if (discriminator === undefined || !isRecord(value)) return undefined
  const branch = branches[discriminator.branches.get(value[discriminator.name]) ?? -1]
  if (branch !== undefined) return orInside(findingsOf(book, branch, value), book, { rules: branch, value })
  const limit = [...discriminator.branches.keys()]
  return [{ keyword: 'enum', limit, certain: true, fields: [discriminator.name] }]
}

function structural(book: RuleBook, branches: readonly Rules[], value: unknown): readonly Finding[] {
  const tests = new StructureTests(book)
  const fitting = branches.find((branch) => tests.of(branch, 'whole')(value))
  return fitting === undefined ? [noBranch(true)] : findingsOf(book, fitting, value)
}

// Nothing is wrong with the value itself: if a library finds fault with it all the same, it means the inside.
function orInside(
  findings: readonly Finding[],
  book: RuleBook,
  { rules, value }: { readonly rules: Rules; readonly value: unknown },
): readonly Finding[] {
  if (findings.length > 0 || new StructureTests(book).of(rules, 'whole')(value)) return findings
  return [noBranch(false)]
}

function wrongType(types: readonly string[]): Finding {
  const [first, ...others] = new Set(types)
  return { keyword: 'type', limit: others.length === 0 ? first : [first, ...others], certain: true }
}

function noBranch(certain: boolean): Finding {
  return { keyword: 'anyOf', limit: undefined, certain }
}

function isNull(rules: Rules): boolean {
  const types = allowedTypes(rules)
  return (
    (types?.length === 1 && types[0] === 'null') ||
    literalsOf(rules)?.every((literal) => literal === null) === true
  )
}

function typesOf(book: RuleBook, rules: Rules): readonly string[] {
  const literals = literalsOf(rules)?.map((literal) => (literal === null ? 'null' : typeof literal))
  return allowedTypes(rules) ?? literals ?? book.branches(rules).flatMap((branch) => typesOf(book, branch))
}

function admits(book: RuleBook, rules: Rules, value: unknown): boolean {
  const types = allowedTypes(rules)
  if (types !== undefined && !types.some((type) => isOfType(value, type))) return false
  const literals = literalsOf(rules)
  if (literals !== undefined) return literals.some((literal) => typeof literal === typeof value)
  return rules.unions.length === 0 || book.branches(rules).some((branch) => admits(book, branch, value))
}

/** Whether a schema itself refuses the fields that it does not name. */
export function refusesOthers(rules: Rules): boolean {
  return rules.parts.some(
    (part) => part.additionalProperties === false || part.unevaluatedProperties === false,
  )
}

/** That an object has fields that its schema refuses. */
export function unknownFields(fields: readonly string[]): Finding {
  return { keyword: 'additionalProperties', limit: false, certain: true, fields }
}
