import { findingsOf } from './findings.ts'
import type { RuleBook, Rules } from './rules.ts'
import { isRecord } from './structure.ts'

/**
 * Whether everything that rules say of a value holds, inside it as well. Slow: for the rare value that a library
 * cannot be asked about.
 *
 *     holds(book, book.of([{ type: 'array', items: { maximum: 5 } }]), [6])   // false
 *
 * A format that only its library knows holds.
 */
export function holds(book: RuleBook, rules: Rules, value: unknown): boolean {
  if (rules.unions.length > 0) return book.branches(rules).some((branch) => holds(book, branch, value))
  if (findingsOf(book, rules, value).some(({ certain }) => certain)) return false
  if (Array.isArray(value)) return value.every((item, at) => holdsInside(book, book.item(rules, at), item))
  if (!isRecord(value)) return true
  const isComplete = requiredNames(rules).every((name) => Object.hasOwn(value, name))
  return (
    isComplete && Object.keys(value).every((name) => holdsInside(book, book.field(rules, name), value[name]))
  )
}

function holdsInside(book: RuleBook, rules: Rules | undefined, value: unknown): boolean {
  return rules === undefined || holds(book, rules, value)
}

function requiredNames(rules: Rules): readonly string[] {
  return rules.parts.flatMap((part) => part.required ?? [])
}
