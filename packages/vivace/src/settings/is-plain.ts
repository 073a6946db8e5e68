/**
 * Whether a value is an object of data, and no instance of a class.
 *
 *     isPlain({ a: 1 })         // true
 *     isPlain(new URL('a:b'))   // false
 */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
