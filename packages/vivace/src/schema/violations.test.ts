import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { violationsOf } from './violations.ts'

const certain = (value: unknown, json: JsonSchema): readonly (readonly [string, unknown])[] =>
  violationsOf(value, json)
    .filter((violation) => violation.certain)
    .map(({ keyword, limit }) => [keyword, limit] as const)

describe('violationsOf()', () => {
  it.each<[JsonSchema, unknown, unknown]>([
    [{ type: 'integer' }, 1, 1.5],
    [{ type: ['string', 'null'] }, null, 1],
    [{ const: { a: [1] } }, { a: [1] }, { a: [2] }],
    [{ enum: [1, 'a'] }, 'a', 'b'],
    [{ minimum: 1 }, 1, 0],
    [{ exclusiveMinimum: 1 }, 2, 1],
    [{ maximum: 1 }, 1, 2],
    [{ exclusiveMaximum: 1 }, 0, 1],
    [{ multipleOf: 0.1 }, 0.3, 0.35],
    [{ minLength: 2 }, '😀a', '😀'],
    [{ maxLength: 1 }, 'a', 'ab'],
    [{ pattern: '^a' }, 'a', 'b'],
    [{ format: 'date' }, '2026-11-21', 'today'],
    [{ minItems: 1 }, [1], []],
    [{ maxItems: 1 }, [1], [1, 2]],
    [
      { uniqueItems: true },
      [{ a: 1, b: 2 }, { b: 2 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [{ minProperties: 1 }, { a: 1 }, {}],
    [{ maxProperties: 1 }, { a: 1 }, { a: 1, b: 2 }],
  ])('finds that %j accepts %j and not %j', (json, good, bad) => {
    expect(certain(good, json)).toEqual([])
    const [keyword, limit] = Object.entries(json)[0] ?? []
    expect(certain(bad, json)).toEqual([[keyword, limit]])
  })

  it('lists every keyword that is broken', () => {
    const json: JsonSchema = { type: 'string', minLength: 3, pattern: '^a' }
    expect(certain('b', json)).toEqual([
      ['minLength', 3],
      ['pattern', '^a'],
    ])
    expect(
      certain(0, { exclusiveMinimum: 0, minimum: 1, multipleOf: 2, maximum: -1, exclusiveMaximum: 0 }),
    ).toHaveLength(4)
  })

  it('finds nothing else wrong with a value that is not listed, or not of the type', () => {
    expect(certain(1, { enum: [2], type: 'string', minimum: 5 })).toEqual([['enum', [2]]])
    expect(certain('a', { type: 'integer', minLength: 5 })).toEqual([['type', 'integer']])
  })

  it('applies the keywords of a type to values of that type alone', () => {
    const json: JsonSchema = { minimum: 5, minLength: 5, minItems: 5, minProperties: 5 }
    expect(certain(true, json)).toEqual([])
    expect(certain(null, json)).toEqual([])
    expect(certain([], json)).toEqual([['minItems', 5]])
  })

  it('knows nothing that fits what is impossible', () => {
    expect(certain(1, { not: {} })).toEqual([['not', {}]])
    expect(certain(1, { not: { type: 'string' } })).toEqual([])
  })

  it('takes an item after the end of a tuple for one too many', () => {
    const json: JsonSchema = { prefixItems: [{}, {}], items: false }
    expect(certain([1, 2, 3], json)).toEqual([['maxItems', 2]])
    expect(certain([1, 2, 3], { items: false })).toEqual([['maxItems', 0]])
    expect(certain([1, 2], json)).toEqual([])
  })

  it('takes a pattern beside a format for how the library writes the format', () => {
    const json: JsonSchema = { format: 'date', pattern: '^x$' }
    expect(certain('x', json)).toEqual([])
    expect(certain('2026-11-21', json)).toEqual([['format', 'date']])
  })

  it('suspects what libraries judge otherwise than JSON Schema', () => {
    expect(violationsOf('a', { format: 'cuid2' })).toEqual([
      { keyword: 'format', limit: 'cuid2', certain: false },
    ])
    expect(violationsOf('😀', { maxLength: 1 })).toEqual([{ keyword: 'maxLength', limit: 1, certain: false }])
  })
})
