import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { mapSubschemas } from './subschemas.ts'

describe('mapSubschemas()', () => {
  it('replaces the schemas directly inside, and nothing that only looks like one', () => {
    const inside: JsonSchema = { title: 'inside' }
    const json: JsonSchema = {
      properties: { a: inside, default: inside },
      $defs: { B: inside },
      items: inside,
      prefixItems: [inside],
      anyOf: [inside],
      additionalProperties: false,
      not: inside,
      default: inside,
      examples: [inside],
      enum: [inside],
    }
    const changed: JsonSchema = { title: 'changed' }
    expect(mapSubschemas(json, () => changed)).toEqual({
      properties: { a: changed, default: changed },
      $defs: { B: changed },
      items: changed,
      prefixItems: [changed],
      anyOf: [changed],
      additionalProperties: false,
      not: changed,
      default: inside,
      examples: [inside],
      enum: [inside],
    })
  })

  it('keeps a field called __proto__ a field', () => {
    const json: JsonSchema = { properties: JSON.parse('{"__proto__":{"type":"string"}}') }
    const copy = mapSubschemas(json, (inside) => ({ ...inside, title: 'seen' }))
    expect(Object.keys(copy.properties ?? {})).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(copy.properties)).toBe(Object.prototype)
  })
})
