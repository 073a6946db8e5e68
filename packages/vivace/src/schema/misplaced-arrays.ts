import { holds } from './holds.ts'
import type { JsonSchema } from './json-schema.ts'
import { arrayLayout, objectLayout } from './layout.ts'
import { allows, mayBe } from './rule-facts.ts'
import type { Rules } from './rules.ts'
import { type FoundPath, type Search, SearchCompiler } from './search-compiler.ts'
import { isRecord } from './structure.ts'
import { choiceOf } from './union-branch.ts'

/** The paths of arrays where a schema has objects and no arrays; empty if there are none. */
export type MisplacedArrayPaths = (value: unknown) => readonly FoundPath[]

/**
 * Compiles the search for arrays in the place of objects. To JSON Schema they are not the same; valibot and
 * arktype take an array for an object whose fields may all be missing.
 *
 *     const misplaced = compileMisplacedArrays({ type: 'array', items: { type: 'object' } })
 *     misplaced([{}, []])   // [[1]]
 */
export function compileMisplacedArrays(json: JsonSchema): MisplacedArrayPaths {
  return new MisplacedArrays(json).compile(json)
}

class MisplacedArrays extends SearchCompiler {
  protected override union(rules: Rules): Search {
    const searches = this.book.branches(rules).map((branch) => this.of(branch))
    const inArray = this.#arrayOfUnion(rules)
    return (value, path, found) => {
      if (Array.isArray(value)) inArray(value, path, found)
      else if (isRecord(value)) searches[choiceOf(this.book, rules)(value)]?.(value, path, found)
    }
  }

  // Beside objects an array has to be of one of the branches that are arrays: as an object any would do.
  #arrayOfUnion(rules: Rules): Search {
    const branches = this.book.branches(rules).filter((branch) => mayBe(this.book, branch, 'array'))
    const searches = branches.map((branch) => this.of(branch))
    const takesObjects = mayBe(this.book, rules, 'object')
    return (value, path, found) => {
      if (branches.some((branch) => holds(this.book, branch, value))) return
      if (takesObjects) found.push([...path])
      else found.push(...inFirst(searches, value, path))
    }
  }

  protected override single(rules: Rules): Search {
    const [object, array] = [objectLayout(this.book, rules), arrayLayout(this.book, rules)]
    const inObject = object === undefined ? undefined : this.object(object)
    const inArray = array === undefined ? undefined : this.array(array)
    const isMisplaced = allows(rules, 'object') && !allows(rules, 'array')
    return (value, path, found) => {
      if (!Array.isArray(value)) inObject?.(value, path, found)
      else if (isMisplaced) found.push([...path])
      else inArray?.(value, path, found)
    }
  }
}

// What is misplaced in the first branch in which anything is.
function inFirst(searches: readonly Search[], value: unknown, path: FoundPath): FoundPath[] {
  const found: FoundPath[] = []
  for (const search of searches) {
    if (found.length === 0) search(value, path, found)
  }
  return found
}
