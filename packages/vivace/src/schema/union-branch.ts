import { isRequired, literalsOf, declaredNames } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'
import { isRecord, StructureTests } from './structure.ts'

/** Tells the index of the branch that a value belongs to; -1 if it belongs to none. */
export type ChooseBranch = (value: unknown) => number

/** A field by whose value alone the branch is known. */
export interface Discriminator {
  readonly name: string
  /** The index of the branch for each value. */
  readonly branches: ReadonlyMap<unknown, number>
}

/**
 * Compiles the choice among the branches of a union: by the discriminator if there is one; else the first
 * branch that the value is wholly made like, else the first with its shape, else the first with its literals.
 *
 *     chooseBranch(book, book.branches(cats or dogs))({ kind: 'dog', barks: true })   // 1
 */
export function compileChoice(book: RuleBook, branches: readonly Rules[]): ChooseBranch {
  const discriminator = discriminatorOf(book, branches)
  if (discriminator !== undefined) {
    const { name, branches: indexes } = discriminator
    return (value) => (isRecord(value) && Object.hasOwn(value, name) ? (indexes.get(value[name]) ?? -1) : -1)
  }
  const tests = new StructureTests(book)
  const rounds = (['whole', 'shape', 'literals'] as const).map((depth) =>
    branches.map((branch) => tests.of(branch, depth)),
  )
  return (value) => {
    for (const round of rounds) {
      for (let at = 0; at < round.length; at++) if (round[at]?.(value) === true) return at
    }
    return -1
  }
}

/**
 * The field that tells the branches apart: in each one required, and with values that no other branch has.
 *
 *     discriminatorOf(book, branches)   // { name: 'kind', branches: Map { 'cat' => 0, 'dog' => 1 } }
 */
export function discriminatorOf(book: RuleBook, branches: readonly Rules[]): Discriminator | undefined {
  const [first] = branches
  if (first === undefined || branches.length < 2) return undefined
  for (const name of declaredNames(first)) {
    const indexes = valuesOfField({ book, branches, name })
    if (indexes !== undefined) return { name, branches: indexes }
  }
  return undefined
}

const choices = new WeakMap<Rules, ChooseBranch>()

/**
 * The choice among the branches of the first union of some rules, compiled when it is first asked for.
 *
 *     book.branches(rules)[choiceOf(book, rules)(value)]
 */
export function choiceOf(book: RuleBook, rules: Rules): ChooseBranch {
  let choice = choices.get(rules)
  if (choice === undefined) choices.set(rules, (choice = compileChoice(book, book.branches(rules))))
  return choice
}

function valuesOfField(asked: {
  readonly book: RuleBook
  readonly branches: readonly Rules[]
  readonly name: string
}): ReadonlyMap<unknown, number> | undefined {
  const { book, branches, name } = asked
  const indexes = new Map<unknown, number>()
  for (const [index, branch] of branches.entries()) {
    const field = isRequired(branch, name) ? book.field(branch, name) : undefined
    const literals = field === undefined ? undefined : literalsOf(field)
    if (literals === undefined) return undefined
    for (const literal of literals) {
      if (indexes.has(literal) || (typeof literal === 'object' && literal !== null)) return undefined
      indexes.set(literal, index)
    }
  }
  return indexes
}
