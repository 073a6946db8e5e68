import { compileFieldCopy, type FieldCopy, type Mirror } from './field-copy.ts'
import type { ArrayLayout, ObjectLayout } from './layout.ts'
import type { Rules } from './rules.ts'
import { isRecord } from './structure.ts'

/** The mirror of what is inside, if it has one. */
export type MirrorOf = (rules: Rules) => Mirror | undefined

/**
 * A mirror that copies objects one way and arrays another, and passes everything else.
 *
 *     dispatch(compileObjectCopy(layout, of), undefined)
 */
export function dispatch(object: FieldCopy | undefined, array: Mirror | undefined): Mirror {
  const copyForeign = (value: object): unknown => {
    const written = asWritten(value)
    if (Array.isArray(written)) return array === undefined ? written : array(written)
    return isRecord(written) && !(written instanceof Date) && object !== undefined
      ? object(written, false)
      : written
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return array === undefined ? value : array(value)
    if (object === undefined) return value
    const prototype: unknown = Object.getPrototypeOf(value)
    const isPlain = prototype === Object.prototype || prototype === null
    return isPlain && isRecord(value) ? object(value, true) : copyForeign(value)
  }
}

// What JSON.stringify would write in the value's place (ECMA-262, SerializeJSONProperty). A plain object
// with a toJSON of its own does not come here: it is copied without it, field by field.
function asWritten(value: object): unknown {
  return value instanceof Date || !writesItself(value) ? value : value.toJSON('')
}

function writesItself(value: object): value is { toJSON(name: string): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}

/**
 * Compiles the copy of an object's fields.
 *
 *     compileObjectCopy(layout, of)({ id: 1, secret: 2 }, true)   // { id: 1 }
 */
export function compileObjectCopy(layout: ObjectLayout, of: MirrorOf): FieldCopy {
  const { declared, patterns, others } = layout
  const fields = [...declared].map(([name, rules]) => ({ name, mirror: of(rules) }))
  if (others === undefined && patterns.length === 0) return compileFieldCopy(fields)
  const mirrors = new Map(fields.map((field) => [field.name, field]))
  const matching = patterns.map(([pattern, rules]) => ({ pattern, mirror: of(rules) }))
  const rest = others === undefined ? undefined : { mirror: of(others) }
  return (value) => {
    const copy: Record<string, unknown> = {}
    for (const name of Object.keys(value)) {
      const field = mirrors.get(name) ?? matching.find(({ pattern }) => pattern.test(name)) ?? rest
      // Assigning to __proto__ would replace the prototype of the copy.
      if (field === undefined || name === '__proto__') continue
      copy[name] = field.mirror === undefined ? value[name] : field.mirror(value[name])
    }
    return copy
  }
}

/**
 * Compiles the copy of an array's items.
 *
 *     compileArrayCopy(layout, of)([{ id: 1, secret: 2 }])   // [{ id: 1 }]
 */
export function compileArrayCopy(layout: ArrayLayout, of: MirrorOf): Mirror {
  const first = layout.first.map((rules) => (rules === undefined ? undefined : of(rules)))
  const rest = layout.rest === undefined ? undefined : of(layout.rest)
  const most = layout.ends ? first.length : Infinity
  if (first.length === 0 && rest !== undefined) return (value) => copyItems(value, rest)
  return (value) => {
    if (!Array.isArray(value)) return value
    const copy: unknown[] = []
    for (let at = 0; at < value.length && at < most; at++) {
      const mirror = at < first.length ? first[at] : rest
      copy.push(mirror === undefined ? value[at] : mirror(value[at]))
    }
    return copy
  }
}

function copyItems(value: unknown, mirror: Mirror): unknown {
  if (!Array.isArray(value)) return value
  const copy = new Array<unknown>(value.length)
  for (let at = 0; at < value.length; at++) copy[at] = mirror(value[at])
  return copy
}
