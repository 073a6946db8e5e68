import { holds } from './holds.ts'
import type { JsonSchema } from './json-schema.ts'
import { knownLibrary } from './known-libraries.ts'
import { compileMisplacedArrays } from './misplaced-arrays.ts'
import { ruleBookOf } from './rules.ts'
import type { Issue, Schema, Verdict } from './schema.ts'
import { compileValidate } from './validate.ts'

type Judge<Output> = (value: unknown) => Verdict<Output> | Promise<Verdict<Output>>

/**
 * Compiles the judgement of values by a schema's library, and by its description where the library is known to
 * take what the description refuses (arrays in the place of objects), or fails at it.
 *
 *     const judge = compileDescribedValidate(v.object({ q: v.optional(v.string()) }), json)
 *     judge([])   // { issues: [{ message: 'This array is not allowed here', path: [] }] }
 *
 * Throws and rejects if a function of the schema does, at a value that the description takes.
 */
export function compileDescribedValidate<Output>(
  schema: Schema<unknown, Output>,
  json: JsonSchema,
): Judge<Output> {
  const judge = unfailing(compileValidate<Output>(schema), json)
  if (knownLibrary(schema['~standard'].vendor).takesArraysForObjects !== true) return judge
  const misplaced = compileMisplacedArrays(json)
  return (value) => {
    const verdict = judge(value)
    const paths = misplaced(value)
    if (paths.length === 0) return verdict
    return verdict instanceof Promise
      ? verdict.then((settled) => refused(settled, paths))
      : refused(verdict, paths)
  }
}

// arktype 2.2.9 throws at [0, 'x'] for type({ '[string]': { a: 'string' } }).or('number[]'). That is the client's
// mistake, and not one of ours.
function unfailing<Output>(judge: Judge<Output>, json: JsonSchema): Judge<Output> {
  function refuseOrThrow(value: unknown, error: unknown): Verdict<Output> {
    const book = ruleBookOf(json)
    if (holds(book, book.of([json]), value)) throw error
    return { issues: [{ message: 'Invalid value', path: [] }] }
  }
  return (value) => {
    try {
      const verdict = judge(value)
      return verdict instanceof Promise
        ? verdict.catch((error: unknown) => refuseOrThrow(value, error))
        : verdict
    } catch (error) {
      return refuseOrThrow(value, error)
    }
  }
}

// What a library says of the inside of an array that it took for an object means nothing.
function refused<Output>(
  { issues = [] }: Verdict<Output>,
  paths: readonly (readonly (string | number)[])[],
): Verdict<Output> {
  const others = issues.filter((issue) => !paths.some((path) => leadsTo(path, issue)))
  return {
    issues: [...paths.map((path) => ({ message: 'This array is not allowed here', path })), ...others],
  }
}

function leadsTo(path: readonly (string | number)[], issue: Issue): boolean {
  const keys = Array.from(issue.path ?? [], (segment) =>
    typeof segment === 'object' ? segment.key : segment,
  )
  return path.every((key, at) => at < keys.length && String(key) === String(keys[at]))
}
