import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { describeSchema } from './describe-schema.ts'
import { compileMirror } from './mirror.ts'
import type { Schema } from './schema.ts'
import { compileValidate } from './validate.ts'
import { zodStrips, zodTakesParts } from './zod-strips.ts'

const Item = z.object({ id: z.int(), name: z.string().trim().optional() })

const Tree = z.object({
  id: z.int(),
  get children(): z.ZodArray<typeof Tree> {
    return z.array(Tree)
  },
})
const LooseTree = z.object({
  get children(): z.ZodArray<typeof LooseTree> {
    return z.array(LooseTree)
  },
  more: z.looseObject({}),
})

describe('zod alone leaves undeclared fields out', () => {
  it.each<[string, Schema]>([
    ['of an object', Item],
    ['of a strict object', z.strictObject({ id: z.int() })],
    ['of objects in objects and arrays', z.array(z.object({ items: z.array(Item).min(1), one: Item }))],
    [
      'under nullable, optional, readonly and prefault',
      z.object({ a: Item.nullable().optional().readonly() }),
    ],
    ['beside a union of plain values', z.object({ q: z.union([z.string(), z.int(), z.null()]) })],
    ['with documentation', Item.meta({ title: 'Item', description: 'One.' }).describe('An item')],
    ['of an object that holds itself', Tree],
    ['with refined plain values', z.object({ name: z.string().refine((name) => name !== '') })],
  ])('%s', (_what, schema) => {
    expect(zodStrips(schema)).toBe(true)
  })
})

describe('zod alone is not trusted with', () => {
  it.each<[string, Schema]>([
    ['a loose object', z.looseObject({ id: z.int() })],
    ['a catchall', Item.catchall(z.string())],
    ['a refined object: a check may change what it is given', Item.refine(() => true)],
    ['a checked array', z.array(Item).refine(() => true)],
    ['a transformed value', z.object({ a: z.string().transform((a) => ({ a })) })],
    ['a default, which is not judged', z.object({ a: Item.default({ id: 1 }) })],
    ['a value for what fails', z.object({ a: Item.catch({ id: 1 }) })],
    ['a union with objects', z.union([Item, z.object({ q: z.string() })])],
    ['a record', z.record(z.string(), Item)],
    ['a tuple', z.tuple([Item])],
    ['an intersection', z.intersection(Item, z.object({ q: z.string() }))],
    ['a lazy schema', z.object({ more: z.lazy(() => Item) })],
    ['a class of the author', z.instanceof(Date)],
    ['a description of the author', Item.meta({ properties: { id: {} } })],
    ['a field with the name of the prototype', z.object({ ['__proto__']: z.string() })],
    ['a loose object in one that holds itself', LooseTree],
  ])('%s', (_what, schema) => {
    expect(zodStrips(schema)).toBe(false)
  })

  it('schemas of other libraries', () => {
    expect(zodStrips({ '~standard': Item['~standard'] })).toBe(false)
  })
})

/** Schemas of every kind that is trusted, and of some that are not. */
const schemas: fc.Arbitrary<z.ZodType> = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<z.ZodType>(z.string(), z.int(), z.boolean(), z.null(), z.unknown(), z.enum(['a', 'b'])),
    tie('schema').map((inner) => z.array(inner)),
    tie('schema').map((inner) => inner.optional()),
    tie('schema').map((inner) => inner.nullable()),
    tie('schema').map((inner) => z.object({ a: inner }).catchall(z.unknown())),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.object({ a, b: b.optional() })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => z.strictObject({ a, toString: b.optional() })),
  ),
})).schema

const names = fc.constantFrom('a', 'b', 'c', 'toString', 'secret')
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>('a', 1, true, null, undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value

describe('where zod is trusted, what it makes is what the copy of the declared fields of either side makes of it', () => {
  function compare(): void {
    let compared = 0
    fc.assert(
      fc.property(schemas, values, (schema, value) => {
        if (!zodStrips(schema)) return
        const verdict = compileValidate(schema)(value)
        if (verdict instanceof Promise || verdict.issues !== undefined) return
        compared++
        for (const side of ['output', 'input'] as const) {
          const mirror = compileMirror(describeSchema(schema, side))
          expect(JSON.stringify(verdict.value)).toBe(
            JSON.stringify(mirror === undefined ? verdict.value : mirror(verdict.value)),
          )
        }
      }),
      { numRuns: 2000 },
    )
    expect(compared).toBeGreaterThan(100)
  }

  it('as zod comes', () => {
    compare()
  })

  it("with zod's own compiler", async () => {
    await import('zod/compile')
    compare()
  })
})

describe('zodTakesParts()', () => {
  const Member = z.object({ id: z.int() })

  it.each([
    ['an array', z.array(Member), true],
    ['an array of what is refined', z.array(Member.refine(() => true)), true],
    ['an array with a description', z.array(Member).describe('All of them'), true],
    ['an array with a length', z.array(Member).min(1), false],
    ['an array that is refined', z.array(Member).refine(() => true), false],
    ['an array that is described as something else', z.array(Member).meta({ prefixItems: [] }), false],
    ['a tuple', z.tuple([Member]), false],
    ['an object', Member, false],
    ['an array that may be absent', z.array(Member).optional(), false],
  ])('of %s', (_what, schema, expected) => {
    expect(zodTakesParts(schema)).toBe(expected)
  })
})
