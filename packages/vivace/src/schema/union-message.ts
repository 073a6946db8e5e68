import type { JsonType } from './json-schema.ts'
import { allowedTypes, literalsOf } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'

const phrases: Readonly<Record<JsonType, string>> = {
  string: 'text',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

/**
 * What a union would have taken, for people: libraries say of one only that nothing fits.
 *
 *     unionMessage(book, book.of([{ anyOf: [{ type: 'integer' }, { const: 'all' }] }]))   // 'Expected an integer or "all"'
 *
 * Branches of one type differ in what is inside, which is too long to say.
 */
export function unionMessage(book: RuleBook, rules: Rules): string {
  const all = alternatives(book, rules)
  const different = [...new Set(all)]
  if (different.length < all.length || different.length === 0 || different.length > mostAlternatives)
    return 'Fits none of the alternatives'
  return `Expected ${sentence(different)}`
}

/** A longer list helps nobody. */
const mostAlternatives = 12

function alternatives(book: RuleBook, rules: Rules): readonly string[] {
  const literals = literalsOf(rules)
  if (literals !== undefined) return literals.map((literal) => JSON.stringify(literal))
  if (rules.unions.length > 0) return book.branches(rules).flatMap((branch) => alternatives(book, branch))
  return allowedTypes(rules)?.map((type) => phrases[type]) ?? []
}

function sentence(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
