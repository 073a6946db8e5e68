import type { JsonType } from './json-schema.ts'
import type { TextChoice } from './text-choices.ts'

/** What is wrong with a text that is of none of the types, as the members of a `Failure`. */
export interface Mismatch {
  /** The JSON Schema keyword that does not hold: `type`, `enum`, `anyOf`. */
  readonly code: string
  /** What the keyword demands: `integer`, `[1, 2]`; `undefined` for `anyOf`. */
  readonly limit: unknown
  /** For people: `Expected an integer`. */
  readonly message: string
}

const phrases: Readonly<Partial<Record<JsonType, string>>> = {
  string: 'text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
}

/**
 * Says what was expected of a text that none of the choices could read.
 *
 *     mismatchOf(choices)   // { code: 'type', limit: 'integer', message: 'Expected an integer' }
 */
export function mismatchOf(choices: readonly TextChoice[]): Mismatch {
  const scalars = choices.flatMap((choice) => (choice.kind === 'list' ? (choice.items[0] ?? []) : [choice]))
  const types = new Set(scalars.flatMap(({ type }) => type ?? []))
  const literals = scalars.flatMap((scalar) => scalar.literals ?? [])
  const expected = [
    ...[...types].map((type) => phrases[type] ?? type),
    ...literals.map((literal) => String(literal)),
  ]
  const message = `Expected ${sentence(expected)}`
  if (literals.length === 0)
    return { code: 'type', limit: types.size === 1 ? [...types][0] : [...types], message }
  return types.size === 0
    ? { code: 'enum', limit: literals, message }
    : { code: 'anyOf', limit: undefined, message }
}

function sentence(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
