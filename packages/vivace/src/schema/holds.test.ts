import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySample } from '../../tests/schemas/arbitrary-schema.ts'
import { holds } from './holds.ts'
import type { JsonSchema } from './json-schema.ts'
import { ruleBookOf } from './rules.ts'

const ajv = new Ajv2020({ strict: false, ownProperties: true })

function holdsOf(json: JsonSchema, value: unknown): boolean {
  const book = ruleBookOf(json)
  return holds(book, book.of([json]), value)
}

describe('holds()', () => {
  it.each<[JsonSchema, unknown, boolean]>([
    [{ type: 'array', items: { maximum: 5 } }, [5], true],
    [{ type: 'array', items: { maximum: 5 } }, [5, 6], false],
    [{ type: 'array', maxItems: 1 }, [1, 2], false],
    [{ type: 'object', required: ['a'] }, {}, false],
    [{ properties: { a: { minLength: 2 } } }, { a: 'x' }, false],
    [
      {
        anyOf: [
          { type: 'integer', maximum: 5 },
          { type: 'integer', minimum: 10 },
        ],
      },
      12,
      true,
    ],
    [
      {
        anyOf: [
          { type: 'integer', maximum: 5 },
          { type: 'integer', minimum: 10 },
        ],
      },
      7,
      false,
    ],
    [{ type: 'string', format: 'of-a-library' }, 'x', true],
  ])('of %j and %j is %s', (json, value, expected) => {
    expect(holdsOf(json, value)).toBe(expected)
  })

  it('is the verdict of a validator of JSON Schema', () => {
    fc.assert(
      fc.property(arbitrarySample, fc.jsonValue(), ({ json, clean, dirty }, other) => {
        const validate = ajv.compile(json)
        for (const value of [clean, dirty, other]) expect(holdsOf(json, value)).toBe(validate(value))
      }),
      { numRuns: 100 },
    )
  })
})
