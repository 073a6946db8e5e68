import { compileArrayCopy, compileObjectCopy, dispatch } from './copy.ts'
import { compileFieldCopy, type Mirror } from './field-copy.ts'
import type { JsonSchema } from './json-schema.ts'
import { arrayLayout, objectLayout, type ObjectLayout, rulesInside } from './layout.ts'
import { literalsOf, mayBe } from './rule-facts.ts'
import { type RuleBook, ruleBookOf, type Rules } from './rules.ts'
import { isRecord } from './structure.ts'
import { compileChoice } from './union-branch.ts'

export type { Mirror } from './field-copy.ts'

/** What `compileMirror` can be told. */
export interface MirrorOptions {
  /** The schema that `$ref`s are resolved in, for a part of a schema. */
  readonly root?: JsonSchema
  /**
   * What happens to unknown fields of an object that the schema itself refuses (`additionalProperties: false`
   * of a strict input): `keep` leaves them in, so that the library's `validate` names them. `drop` if absent.
   */
  readonly refused?: 'drop' | 'keep'
}

/**
 * Compiles the copy of exactly those fields that a schema names, at every depth; `undefined` if there is
 * nothing to leave out. It is for values that the schema has accepted.
 *
 *     const mirror = compileMirror({ type: 'object', properties: { id: { type: 'integer' } } })
 *     mirror?.({ id: 1, passwordHash: '…' })   // { id: 1 }
 *
 * Other fields are kept only where the schema says so: `additionalProperties` that is `true` or a schema.
 * Of a union the branch is copied that the value belongs to (`compileChoice`); of a value of no branch, the
 * plain fields that all branches name. Dates stay as they are; of an object that has a `toJSON` and that
 * the schema describes field by field, its JSON is copied, as `JSON.stringify` would write it.
 * Inherited fields and `__proto__` are never copied.
 */
export function compileMirror(json: JsonSchema, options: MirrorOptions = {}): Mirror | undefined {
  const { root = json, refused = 'drop' } = options
  const known = root === json ? mirrors[refused] : new WeakMap<JsonSchema, Mirror | undefined>()
  if (known.has(json)) return known.get(json)
  const book = ruleBookOf(root)
  const mirror = new MirrorCompiler(book, refused === 'keep').of(book.of([json]))
  known.set(json, mirror)
  return mirror
}

// An application names one schema in many routes, and what is compiled once need not be compiled again.
const mirrors = {
  drop: new WeakMap<JsonSchema, Mirror | undefined>(),
  keep: new WeakMap<JsonSchema, Mirror | undefined>(),
}

class MirrorCompiler {
  readonly #book: RuleBook
  readonly #keepsRefused: boolean
  readonly #compiled = new Map<Rules, Mirror | undefined>()

  constructor(book: RuleBook, keepsRefused: boolean) {
    this.#book = book
    this.#keepsRefused = keepsRefused
  }

  of(rules: Rules): Mirror | undefined {
    if (this.#compiled.has(rules)) return this.#compiled.get(rules)
    let mirror: Mirror | undefined
    if (this.#leavesOut(rules, new Set())) {
      // Stands in for the mirror while it is compiled: a recursive schema asks for itself.
      this.#compiled.set(rules, (value) => (mirror === undefined ? value : mirror(value)))
      mirror = rules.unions.length > 0 ? this.#union(rules) : this.#single(rules)
    }
    this.#compiled.set(rules, mirror)
    return mirror
  }

  // Whether there is something to leave out, here or anywhere below.
  #leavesOut(rules: Rules, seen: Set<Rules>): boolean {
    if (seen.has(rules) || literalsOf(rules) !== undefined) return false
    seen.add(rules)
    if (rules.unions.length > 0)
      return this.#book.branches(rules).some((branch) => this.#leavesOut(branch, seen))
    const [object, array] = [this.#objectLayout(rules), arrayLayout(this.#book, rules)]
    if (object !== undefined && object.others === undefined) return true
    if (array?.ends === true) return true
    return rulesInside({ object, array }).some((inside) => this.#leavesOut(inside, seen))
  }

  #objectLayout(rules: Rules): ObjectLayout | undefined {
    const layout = objectLayout(this.#book, rules)
    const refuses = this.#keepsRefused && rules.parts.some((part) => part.additionalProperties === false)
    return layout !== undefined && refuses ? { ...layout, others: this.#book.of([true]) } : layout
  }

  #single(rules: Rules): Mirror {
    const of = (inside: Rules): Mirror | undefined => this.of(inside)
    const [object, array] = [this.#objectLayout(rules), arrayLayout(this.#book, rules)]
    return dispatch(
      object === undefined ? undefined : compileObjectCopy(object, of),
      array === undefined ? undefined : compileArrayCopy(array, of),
    )
  }

  #union(rules: Rules): Mirror {
    const branches = this.#book.branches(rules)
    return dispatch(
      this.#alternatives(branches.filter((branch) => mayBe(this.#book, branch, 'object'))),
      this.#alternatives(branches.filter((branch) => mayBe(this.#book, branch, 'array'))),
    )
  }

  #alternatives(branches: readonly Rules[]): Mirror | undefined {
    const mirrors = branches.map((branch) => this.of(branch))
    if (mirrors.every((mirror) => mirror === undefined)) return undefined
    if (mirrors.length === 1) return mirrors[0]
    const choose = compileChoice(this.#book, branches)
    const shared = this.#sharedFields(branches)
    return (value) => {
      const index = choose(value)
      if (index === -1) return Array.isArray(value) ? [] : shared(value)
      const mirror = mirrors[index]
      return mirror === undefined ? value : mirror(value)
    }
  }

  // What may leave of a value of no branch: that all branches name it, and that nothing is inside.
  #sharedFields(branches: readonly Rules[]): Mirror {
    const layouts = branches.map((branch) => this.#objectLayout(branch))
    const names = [...(layouts[0]?.declared.keys() ?? [])].filter((name) =>
      layouts.every((layout) => {
        const field = layout?.declared.get(name)
        return field !== undefined && this.of(field) === undefined
      }),
    )
    const copy = compileFieldCopy(names.map((name) => ({ name, mirror: undefined })))
    return (value) => (isRecord(value) ? copy(value, false) : value)
  }
}
