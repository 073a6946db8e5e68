import type { JsonSchema } from './json-schema.ts'
import type { ArrayLayout, ObjectLayout } from './layout.ts'
import { type RuleBook, ruleBookOf, type Rules } from './rules.ts'
import { isRecord } from './structure.ts'

/** Where something was found, from the root. */
export type FoundPath = (string | number)[]

/** Looks at one value; `path` leads to it and is left as it was found. */
export type Search = (value: unknown, path: FoundPath, found: FoundPath[]) => void

/**
 * Compiles a search through values of a schema, at every depth. What is looked for is for those that extend it to
 * say; here is the way down.
 */
export abstract class SearchCompiler {
  protected readonly book: RuleBook
  readonly #compiled = new Map<Rules, Search>()

  constructor(root: JsonSchema) {
    this.book = ruleBookOf(root)
  }

  /** The search through values of a schema, which is the root or a part of it. */
  compile(json: JsonSchema): (value: unknown) => FoundPath[] {
    const search = this.of(this.book.of([json]))
    return (value) => {
      const found: FoundPath[] = []
      search(value, [], found)
      return found
    }
  }

  /** What is done with a value of a union. */
  protected abstract union(rules: Rules): Search

  /** What is done with a value of any other rules. */
  protected abstract single(rules: Rules): Search

  protected of(rules: Rules): Search {
    const known = this.#compiled.get(rules)
    if (known !== undefined) return known
    // Stands in for the search while it is compiled: a recursive schema asks for itself.
    this.#compiled.set(rules, (value, path, found) => search(value, path, found))
    const search = rules.unions.length > 0 ? this.union(rules) : this.single(rules)
    this.#compiled.set(rules, search)
    return search
  }

  /** Goes into each field; `unnamed` is for those that the schema says nothing of. */
  protected object({ declared, patterns, others }: ObjectLayout, unnamed?: Search): Search {
    const fields = new Map([...declared].map(([name, rules]) => [name, this.of(rules)]))
    const matching = patterns.map(([pattern, rules]) => ({ pattern, search: this.of(rules) }))
    const rest = others === undefined ? unnamed : this.of(others)
    return (value, path, found) => {
      if (!isRecord(value)) return
      for (const name of Object.keys(value)) {
        const search = fields.get(name) ?? matching.find(({ pattern }) => pattern.test(name))?.search ?? rest
        if (search === undefined) continue
        path.push(name)
        search(value[name], path, found)
        path.pop()
      }
    }
  }

  /** Goes into each item. */
  protected array({ first, rest }: ArrayLayout): Search {
    const searches = first.map((rules) => (rules === undefined ? undefined : this.of(rules)))
    const after = rest === undefined ? undefined : this.of(rest)
    return (value, path, found) => {
      if (!Array.isArray(value)) return
      for (let at = 0; at < value.length; at++) {
        const search = at < searches.length ? searches[at] : after
        if (search === undefined) continue
        path.push(at)
        search(value[at], path, found)
        path.pop()
      }
    }
  }
}
