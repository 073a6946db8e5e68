import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { leadsBack, referenced, resolve } from './resolve.ts'

const root: JsonSchema = {
  type: 'object',
  properties: { 'a/b': { type: 'string' }, '50%': { type: 'number' }, 'c d': { type: 'null' }, '~': {} },
  $defs: {
    Cat: { type: 'object', title: 'Cat' },
    Alias: { $ref: '#/$defs/Cat', title: 'Alias' },
    Loop: { $ref: '#/$defs/Pool' },
    Pool: { $ref: '#/$defs/Loop' },
  },
}

describe('resolve()', () => {
  it('answers a schema without a reference itself', () => {
    const schema: JsonSchema = { type: 'string' }
    expect(resolve(schema, root)).toBe(schema)
  })

  it('follows a reference to the schema that it names', () => {
    expect(resolve({ $ref: '#/$defs/Cat' }, root)).toBe(root.$defs?.['Cat'])
    expect(resolve({ $ref: '#' }, root)).toBe(root)
  })

  it('keeps the keywords beside the references, the outermost first', () => {
    expect(resolve({ $ref: '#/$defs/Alias' }, root)).toEqual({ type: 'object', title: 'Alias' })
    expect(resolve({ $ref: '#/$defs/Alias', title: 'Mine' }, root)).toEqual({ type: 'object', title: 'Mine' })
  })

  it('takes a reference that only leads back to itself for no description', () => {
    expect(resolve({ $ref: '#/$defs/Loop' }, root)).toEqual({})
  })
})

describe('leadsBack()', () => {
  it('tells a circle of references from a way through them', () => {
    expect(leadsBack('#/$defs/Loop', root)).toBe(true)
    expect(leadsBack('#/$defs/Alias', root)).toBe(false)
  })

  it('throws where there is nothing', () => {
    expect(() => leadsBack('#/$defs/Dog', root)).toThrow('leads nowhere')
  })
})

describe('referenced()', () => {
  it('reads escaped, percent-encoded and plain names', () => {
    expect(referenced('#/properties/a~1b', root)).toEqual({ type: 'string' })
    expect(referenced('#/properties/~0', root)).toEqual({})
    expect(referenced('#/properties/c%20d', root)).toEqual({ type: 'null' })
    expect(referenced('#/properties/50%', root)).toEqual({ type: 'number' })
  })

  it.each([
    '#/$defs/Dog',
    '#/$defs/constructor',
    'Cat',
    'https://example.com/cat.json',
    '#/type/x',
    '#/properties/9%',
  ])('throws for %s, which leads nowhere', (reference) => {
    expect(() => referenced(reference, root)).toThrow(`the reference '${reference}' leads nowhere`)
  })
})
