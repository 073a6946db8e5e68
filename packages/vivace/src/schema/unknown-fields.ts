import type { JsonSchema } from './json-schema.ts'
import { arrayLayout, objectLayout } from './layout.ts'
import { literalsOf, mayBe } from './rule-facts.ts'
import type { Rules } from './rules.ts'
import { type FoundPath, type Search, SearchCompiler } from './search-compiler.ts'
import { isRecord } from './structure.ts'
import { compileChoice } from './union-branch.ts'

/** The paths of the fields that a schema does not name; empty if there are none. */
export type UnknownFieldPaths = (value: unknown) => readonly FoundPath[]

/**
 * Compiles the search for fields that a schema does not name, at every depth. What is inside an unknown
 * field is not listed.
 *
 *     const unknown = compileUnknownFields({ type: 'object', properties: { id: {} } })
 *     unknown({ id: 1, admin: true })   // [['admin']]
 *
 * Of a union the branch counts that the value belongs to; of a value of no branch nothing is listed, since
 * the schema refuses it anyway.
 */
export function compileUnknownFields(json: JsonSchema, root: JsonSchema = json): UnknownFieldPaths {
  return new UnknownFields(root).compile(json)
}

const isUnknown: Search = (_value, path, found) => void found.push([...path])

class UnknownFields extends SearchCompiler {
  protected override union(rules: Rules): Search {
    const branches = this.book.branches(rules)
    const searches = {
      object: this.#alternatives(branches, 'object'),
      array: this.#alternatives(branches, 'array'),
    }
    return (value, path, found) => {
      if (isRecord(value)) searches.object(value, path, found)
      else if (Array.isArray(value)) searches.array(value, path, found)
    }
  }

  #alternatives(all: readonly Rules[], type: 'object' | 'array'): Search {
    const branches = all.filter((branch) => mayBe(this.book, branch, type))
    const searches = branches.map((branch) => this.of(branch))
    const [only] = searches
    if (only !== undefined && searches.length === 1) return only
    const choose = compileChoice(this.book, branches)
    return (value, path, found) => searches[choose(value)]?.(value, path, found)
  }

  protected override single(rules: Rules): Search {
    if (literalsOf(rules) !== undefined) return () => undefined
    const [object, array] = [objectLayout(this.book, rules), arrayLayout(this.book, rules)]
    const inObject = object === undefined ? undefined : this.object(object, isUnknown)
    const inArray = array === undefined ? undefined : this.array(array)
    return (value, path, found) => {
      if (Array.isArray(value)) inArray?.(value, path, found)
      else inObject?.(value, path, found)
    }
  }
}
