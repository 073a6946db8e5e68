/**
 * A value without the numbers of which libraries and JSON Schema take a different view (see the tests of the
 * agreement): integers that a double cannot tell from their neighbours, and fractions too small to divide.
 *
 *     tamed({ a: 1e300, b: 1e-300 })   // { a: 0, b: 0 }
 */
export function tamed(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) > 2 ** 53 - 1 || Math.abs(value) < 1e-6 ? 0 : value
  if (Array.isArray(value)) return value.map(tamed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, tamed(field)]))
}
