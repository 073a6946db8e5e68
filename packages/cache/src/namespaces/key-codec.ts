import { createHash } from 'node:crypto'
import type { Schema } from 'vivace'
import { CacheError } from './cache-error.ts'

/** Longer names of places are replaced by their digest: Redis compares keys, and memory counts them. */
const longest = 120

/** A key that a schema has let through, and where its value is kept. */
export interface Place {
  readonly key: unknown
  /** Unlike any other key's, in a namespace. */
  readonly place: string
}

/**
 * Where the value of a key is kept. Equal keys have one place, whatever the order of their members; different keys
 * have different ones, `1` and `'1'` as well. Throws `CacheError` for what the schema refuses and for what is not plain.
 */
export async function placeOf(schema: Schema, given: unknown, where: string): Promise<Place> {
  const judged = schema['~standard'].validate(given)
  const verdict = judged instanceof Promise ? await judged : judged
  if (verdict.issues !== undefined)
    throw new CacheError(`${where}: the key is refused: ${verdict.issues[0]?.message ?? 'it does not fit'}`)
  const text = canonical(verdict.value, where)
  const place = text.length <= longest ? text : `#${createHash('sha256').update(text).digest('base64url')}`
  return { key: verdict.value, place }
}

// Written out rather than left to JSON.stringify, which makes one text of NaN and null, and of a Map and {}: two keys
// with one place would answer one user with what belongs to another.
function canonical(value: unknown, where: string): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, where)).join()}]`
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, where)}`)
    return `{${members.join()}}`
  }
  throw new CacheError(`${where}: a key is made of text, numbers, booleans and null, not of ${nameOf(value)}`)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? value.constructor.name : String(value)
}
