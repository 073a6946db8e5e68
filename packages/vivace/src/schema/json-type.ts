import type { JsonSchema, JsonType } from './json-schema.ts'

/**
 * Whether a value is of a type of JSON.
 *
 *     isOfType(3, 'integer')       // true
 *     isOfType(new Date(), 'string')   // true: it leaves as text
 */
export function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' || value instanceof Date
    case 'number':
      return typeof value === 'number'
    case 'integer':
      return Number.isInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  }
}

/**
 * The types that a schema's own `type` names; `undefined` if it names none, and so allows all.
 *
 *     declaredTypes({ type: ['string', 'null'] })   // ['string', 'null']
 */
export function declaredTypes(schema: JsonSchema): readonly JsonType[] | undefined {
  const { type } = schema
  return type === undefined || typeof type !== 'string' ? type : [type]
}

/**
 * Whether two values of JSON are equal, whatever the order of their members.
 *
 *     isSameJson({ a: 1, b: [2] }, { b: [2], a: 1 })   // true
 */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  // Both are objects or both are arrays; either can be read by its own names.
  const [one, other] = [left as Readonly<Record<string, unknown>>, right as Readonly<Record<string, unknown>>]
  return names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
}
