import { describe, expect, it } from 'vitest'
import { closedSchema } from './closed-schema.ts'

describe('closedSchema()', () => {
  it('refuses unknown fields at every depth', () => {
    const open = { type: 'object', properties: { id: { type: 'integer' } } } as const
    const closed = { ...open, additionalProperties: false }
    expect(closedSchema({ type: 'array', items: open })).toEqual({ type: 'array', items: closed })
    expect(closedSchema({ anyOf: [open, { type: 'null' }] })).toEqual({ anyOf: [closed, { type: 'null' }] })
    expect(closedSchema({ $ref: '#/$defs/Item', $defs: { Item: open } })).toEqual({
      $ref: '#/$defs/Item',
      $defs: { Item: closed },
    })
  })

  it('leaves objects open that say what else they take', () => {
    for (const json of [
      { type: 'object', additionalProperties: { type: 'integer' } },
      { type: 'object', additionalProperties: true },
      { type: 'object', unevaluatedProperties: {} },
      {},
    ] as const) {
      expect(closedSchema(json)).toEqual(json)
    }
  })

  it('names no field of an object that names none', () => {
    expect(closedSchema({ type: 'object' })).toEqual({ type: 'object', additionalProperties: false })
  })

  it('leaves schemas that hold together as they are', () => {
    const json = { properties: { a: { allOf: [{ type: 'object', properties: { id: {} } }] } } } as const
    expect(closedSchema(json)).toBe(json)
  })
})
