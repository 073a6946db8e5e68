import { type } from 'arktype'
import { Type } from 'typebox'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Schema } from '../../src/index.ts'
import { typebox } from './demo/libraries.ts'
import { valibotOf } from './shapes/valibot-shape.ts'
import { TwoVerdicts } from './shapes/two-verdicts.ts'

const optional = {
  kind: 'object',
  others: 'drop',
  fields: [{ name: 'toString', shape: { kind: 'string' }, presence: 'optional' }],
} as const

/**
 * All that the values of the agreement's tests leave out, because libraries and JSON Schema differ there. When
 * one of these fails, a library has come round, and its kind of value belongs to the other tests.
 */
describe('a library and JSON Schema take different views', () => {
  it.each<[string, Schema, unknown]>([
    // A double cannot tell them from their neighbours: zod calls none of them an integer.
    ['of integers beyond 2^53', z.int(), 2 ** 60],
    // JSON Schema and zod count characters, the others UTF-16 units.
    ['of the length of characters beyond the basic plane', valibotOf({ kind: 'string', maxLength: 1 }), '😀'],
    // Of an absent field they find the function that every object inherits.
    [
      'of fields that are called as inherited ones, in zod',
      z.object({ toString: z.string().optional() }),
      {},
    ],
    ['of such fields in valibot', valibotOf(optional), {}],
    ['of such fields in arktype', type({ 'toString?': 'string' }), {}],
    ['of such fields in TypeBox', typebox(Type.Object({ toString: Type.Optional(Type.String()) })), {}],
  ])('%s: it refuses what the document takes', async (_, schema, value) => {
    expect(await new TwoVerdicts(schema).ofValue(value)).toEqual({ ours: false, documents: true })
  })

  it.each<[string, Schema, unknown]>([
    ['of the length of characters beyond the basic plane', valibotOf({ kind: 'string', minLength: 2 }), '😀'],
    // They allow for the error of a division; a validator of JSON Schema divides.
    ['of multiples, of tiny numbers in zod', z.number().multipleOf(5), 1e-300],
    ['of multiples, of tiny numbers in TypeBox', typebox(Type.Number({ multipleOf: 5 })), 1e-23],
    // It may be left out, and the document counts it.
    [
      'of the last item of a tuple that may be anything, in zod',
      z.tuple([z.int(), z.unknown()], z.null()),
      [1],
    ],
    [
      'of the last item of a tuple that may be anything, in valibot',
      valibotOf({
        kind: 'tuple',
        items: [{ kind: 'integer' }, { kind: 'anything' }],
        rest: { kind: 'null' },
      }),
      [1],
    ],
    // What a format allows is each library's own affair; most write a pattern beside it, which is the same for all.
    ['of formats, in zod', z.url(), ' https://example.com'],
    ['of formats, in TypeBox', typebox(Type.String({ format: 'email' })), 'a@localhost'],
  ])('%s: it takes what the document refuses', async (_, schema, value) => {
    expect(await new TwoVerdicts(schema).ofValue(value)).toEqual({ ours: true, documents: false })
  })

  it('of keys that reach a prototype: we refuse them, whatever a schema says', async () => {
    const verdicts = new TwoVerdicts(z.record(z.string(), z.unknown()))
    for (const text of ['{"__proto__":1}', '{"constructor":{"prototype":{}}}']) {
      expect(await verdicts.ofValue(JSON.parse(text))).toEqual({ ours: false, documents: true })
    }
  })
})
