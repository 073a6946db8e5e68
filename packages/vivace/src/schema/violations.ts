import { hasFormat } from './format.ts'
import type { JsonSchema } from './json-schema.ts'
import { declaredTypes, isOfType, isSameJson } from './json-type.ts'
import { toRegExp } from './pattern.ts'
import { isRecord } from './structure.ts'

/** A keyword of JSON Schema that does not hold. */
export interface Violation {
  readonly keyword: string
  /** What the keyword demands. */
  readonly limit: unknown
  /** Whether it certainly does not hold; if not, it is what a library that found fault may have meant. */
  readonly certain: boolean
}

/**
 * The keywords of one schema, references and unions apart, that a value breaks in itself: what is inside
 * it is not looked at, and neither are `required` and `additionalProperties`, which are told field by field.
 *
 *     violationsOf('ab', { type: 'string', minLength: 3 })   // [{ keyword: 'minLength', limit: 3, certain: true }]
 *
 * A value that is not one of those listed, or not of the type, breaks nothing else.
 */
export function violationsOf(value: unknown, part: JsonSchema): readonly Violation[] {
  const first = literalViolation(value, part) ?? typeViolation(value, part)
  if (first !== undefined) return [first]
  if (isRecord(part.not) && Object.keys(part.not).length === 0) return [broken('not', part.not)]
  if (typeof value === 'number') return numberViolations(value, part)
  if (typeof value === 'string') return stringViolations(value, part)
  if (Array.isArray(value)) return arrayViolations(value, part)
  return isRecord(value) ? objectViolations(value, part) : []
}

function broken(keyword: string, limit: unknown, certain = true): Violation {
  return { keyword, limit, certain }
}

function literalViolation(value: unknown, part: JsonSchema): Violation | undefined {
  if (Object.hasOwn(part, 'const') && !isSameJson(part.const, value)) return broken('const', part.const)
  const isListed = part.enum?.some((literal) => isSameJson(literal, value))
  return isListed === false ? broken('enum', part.enum) : undefined
}

function typeViolation(value: unknown, part: JsonSchema): Violation | undefined {
  const types = declaredTypes(part)
  if (types === undefined || types.some((type) => isOfType(value, type))) return undefined
  return broken('type', part.type)
}

function numberViolations(value: number, part: JsonSchema): readonly Violation[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = part
  const violations: Violation[] = []
  if (minimum !== undefined && value < minimum) violations.push(broken('minimum', minimum))
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    violations.push(broken('exclusiveMinimum', exclusiveMinimum))
  }
  if (maximum !== undefined && value > maximum) violations.push(broken('maximum', maximum))
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    violations.push(broken('exclusiveMaximum', exclusiveMaximum))
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    violations.push(broken('multipleOf', multipleOf))
  return violations
}

// 0.3 / 0.1 is 2.9999999999999996.
function isMultiple(value: number, factor: number): boolean {
  const times = value / factor
  return Math.abs(times - Math.round(times)) <= Number.EPSILON * Math.abs(times)
}

// Lengths are counted in code points (draft 2020-12, 6.3). Libraries count UTF-16 units, and so may find a
// fault that the keyword does not.
function stringViolations(value: string, part: JsonSchema): readonly Violation[] {
  const { minLength, maxLength, pattern, format } = part
  const length = [...value].length
  const violations: Violation[] = []
  if (minLength !== undefined && length < minLength) violations.push(broken('minLength', minLength))
  if (maxLength !== undefined && value.length > maxLength) {
    violations.push(broken('maxLength', maxLength, length > maxLength))
  }
  const matches = pattern === undefined ? undefined : toRegExp(pattern).test(value)
  if (format !== undefined) {
    // A pattern beside a format is how the library writes that format.
    const fits = matches ?? hasFormat(value, format)
    if (fits !== true) violations.push(broken('format', format, fits === false))
  } else if (matches === false) violations.push(broken('pattern', pattern))
  return violations
}

function arrayViolations(value: readonly unknown[], part: JsonSchema): readonly Violation[] {
  const { minItems, maxItems, uniqueItems } = part
  const violations: Violation[] = []
  if (minItems !== undefined && value.length < minItems) violations.push(broken('minItems', minItems))
  if (maxItems !== undefined && value.length > maxItems) violations.push(broken('maxItems', maxItems))
  if (part.items === false && value.length > (part.prefixItems?.length ?? 0)) {
    violations.push(broken('maxItems', part.prefixItems?.length ?? 0))
  }
  if (uniqueItems === true && hasRepeated(value)) violations.push(broken('uniqueItems', true))
  return violations
}

function hasRepeated(items: readonly unknown[]): boolean {
  const seen = new Set<string>()
  for (const item of items) {
    const text = JSON.stringify(item, sortedMembers)
    if (seen.has(text)) return true
    seen.add(text)
  }
  return false
}

function sortedMembers(_name: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}

function objectViolations(value: Readonly<Record<string, unknown>>, part: JsonSchema): readonly Violation[] {
  const { minProperties, maxProperties } = part
  const count = Object.keys(value).length
  const violations: Violation[] = []
  if (typeof minProperties === 'number' && count < minProperties)
    violations.push(broken('minProperties', minProperties))
  if (typeof maxProperties === 'number' && count > maxProperties)
    violations.push(broken('maxProperties', maxProperties))
  return violations
}
