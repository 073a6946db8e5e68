import { isSchema } from './subschemas.ts'

/** Whether two values of JSON are equal, whatever the order of their members. */
export function isSameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    const others: readonly unknown[] = right
    return left.length === others.length && left.every((item, at) => isSameData(item, others[at]))
  }
  if (!isSchema(left) || !isSchema(right)) return false
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length && names.every((name) => isSameData(left[name], right[name]))
  )
}
