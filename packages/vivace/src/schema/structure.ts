import { isOfType, isSameJson } from './json-type.ts'
import { allowedTypes, allows, declaredNames, literalsOf } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'

/** Answers whether a value fits. */
export type Test = (value: unknown) => boolean

/**
 * How much of a value is looked at: `whole` is types, literals and required fields at every depth, `shape`
 * the value's own type, its required fields and the literals among its fields, `literals` leaves the
 * required fields out as well.
 */
export type Depth = 'whole' | 'shape' | 'literals'

/**
 * Compiles tests of structure: what a value is made of, not whether it is in bounds.
 *
 *     const tests = new StructureTests(book)
 *     tests.of(book.of([{ type: 'object', required: ['a'] }]), 'whole')({})   // false
 */
export class StructureTests {
  readonly #book: RuleBook
  readonly #compiled: Record<Depth, Map<Rules, Test>> = {
    whole: new Map(),
    shape: new Map(),
    literals: new Map(),
  }

  constructor(book: RuleBook) {
    this.#book = book
  }

  /** The test of some rules. */
  of(rules: Rules, depth: Depth): Test {
    const known = this.#compiled[depth].get(rules)
    if (known !== undefined) return known
    // Stands in for the test while it is compiled: a recursive schema asks for itself.
    this.#compiled[depth].set(rules, (value) => test(value))
    const test = this.#compile(rules, depth)
    this.#compiled[depth].set(rules, test)
    return test
  }

  #compile(rules: Rules, depth: Depth): Test {
    const tests = [typeTest(rules), literalTest(rules), impossibleTest(rules)]
    if (allows(rules, 'object')) tests.push(this.#objectTest(rules, depth))
    if (allows(rules, 'array') && depth === 'whole') tests.push(this.#arrayTest(rules))
    if (rules.unions.length > 0) tests.push(this.#unionTest(rules, depth))
    const needed = tests.filter((test) => test !== undefined)
    return (value) => {
      // What it will look like as JSON is its own affair.
      if (writesItself(value)) return true
      for (const test of needed) if (!test(value)) return false
      return true
    }
  }

  #unionTest(rules: Rules, depth: Depth): Test {
    const branches = this.#book.branches(rules).map((branch) => this.of(branch, depth))
    return (value) => branches.some((branch) => branch(value))
  }

  #objectTest(rules: Rules, depth: Depth): Test | undefined {
    const fields = this.#fieldTests(rules, depth)
    const required = depth === 'literals' ? [] : this.#requiredFields(rules)
    const others = depth === 'whole' ? this.#book.others(rules) : undefined
    const other = others === undefined || others.parts.length === 0 ? undefined : this.of(others, depth)
    if (fields.length === 0 && required.length === 0 && other === undefined) return undefined
    const declared = new Set(declaredNames(rules))
    return (value) => {
      if (!isRecord(value)) return true
      for (const [name, mayBeUndefined] of required) {
        if (!Object.hasOwn(value, name) || (value[name] === undefined && !mayBeUndefined)) return false
      }
      for (const [name, test] of fields) {
        if (Object.hasOwn(value, name) && value[name] !== undefined && !test(value[name])) return false
      }
      if (other === undefined) return true
      for (const name of Object.keys(value)) if (!declared.has(name) && !other(value[name])) return false
      return true
    }
  }

  // Literals first: they decide in one comparison.
  #fieldTests(rules: Rules, depth: Depth): readonly (readonly [string, Test])[] {
    const literal: (readonly [string, Test])[] = []
    const structured: (readonly [string, Test])[] = []
    for (const name of declaredNames(rules)) {
      const field = this.#book.field(rules, name)
      if (field === undefined) continue
      if (literalsOf(field) !== undefined) literal.push([name, this.of(field, depth)])
      else if (depth === 'whole') structured.push([name, this.of(field, depth)])
    }
    return [...literal, ...structured]
  }

  // A field that may be anything may be `undefined` too, but it is there.
  #requiredFields(rules: Rules): readonly (readonly [name: string, mayBeUndefined: boolean])[] {
    const names = new Set(rules.parts.flatMap((part) => part.required ?? []))
    return [...names].map((name) => {
      const field = this.#book.field(rules, name)
      return [name, field !== undefined && isAnything(field)] as const
    })
  }

  #arrayTest(rules: Rules): Test | undefined {
    const fixed = Math.max(0, ...rules.parts.map((part) => part.prefixItems?.length ?? 0))
    const tests = Array.from({ length: fixed + 1 }, (_, index) => {
      const item = this.#book.item(rules, index)
      return item === undefined ? undefined : this.of(item, 'whole')
    })
    if (tests.every((test) => test === undefined)) return undefined
    return (value) => {
      if (!Array.isArray(value)) return true
      for (let at = 0; at < value.length; at++) {
        const test = tests[Math.min(at, fixed)]
        if (test !== undefined && !test(value[at])) return false
      }
      return true
    }
  }
}

/**
 * Whether a value is an object that is no array, to be read by name.
 *
 *     isRecord({})   // true
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether JSON.stringify asks the value itself for its JSON; dates, which are known to become text, apart. */
function writesItself(value: unknown): boolean {
  return isRecord(value) && typeof value['toJSON'] === 'function' && !(value instanceof Date)
}

function isAnything(rules: Rules): boolean {
  return allowedTypes(rules) === undefined && rules.unions.length === 0 && literalsOf(rules) === undefined
}

function typeTest(rules: Rules): Test | undefined {
  const types = allowedTypes(rules)
  if (types === undefined) return undefined
  const [only] = types
  if (only !== undefined && types.length === 1) return (value) => isOfType(value, only)
  return (value) => types.some((type) => isOfType(value, type))
}

function literalTest(rules: Rules): Test | undefined {
  const literals = literalsOf(rules)
  if (literals === undefined) return undefined
  const scalars = new Set(literals)
  const structured = literals.filter((literal) => typeof literal === 'object' && literal !== null)
  return (value) => scalars.has(value) || structured.some((literal) => isSameJson(literal, value))
}

// { not: {} } is how `false` and "never" are written; other uses of `not` say nothing of structure.
function impossibleTest(rules: Rules): Test | undefined {
  const impossible = rules.parts.some(({ not }) => isRecord(not) && Object.keys(not).length === 0)
  return impossible ? () => false : undefined
}
