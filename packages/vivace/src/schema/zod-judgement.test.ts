import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { schemaFrom } from './schema-from.ts'
import type { Schema, Verdict } from './schema.ts'
import { compileValidate } from './validate.ts'
import { zodJudgement } from './zod-judgement.ts'

function judged(schema: Schema, value: unknown): Verdict | Promise<Verdict> {
  const judge = zodJudgement(schema)
  if (judge === undefined) throw new Error('The schema runs no code.')
  return judge(value)
}

describe('zodJudgement()', () => {
  it.each([
    ['text', z.string().min(3).trim()],
    ['an object', z.object({ a: z.int().optional(), b: z.array(z.enum(['x'])) })],
    ['a default that is made', z.string().default(() => 'x')],
    ['a recursive one', z.object({ get children() { return z.array(z.lazy(() => z.string())) } })], // prettier-ignore
  ])('leaves schemas without functions to their own judgement: %s', (_what, schema) => {
    expect(zodJudgement(schema)).toBeUndefined()
  })

  it('leaves what is not of zod 4 alone', () => {
    expect(zodJudgement(schemaFrom({ jsonSchema: {}, validate: (value) => ({ value }) }))).toBeUndefined()
    const { '~standard': standard } = z.string()
    for (const _zod of [null, {}, { run: 1 }, { run: () => 1 }]) {
      const strange = { '~standard': standard, _zod, safeParseAsync: 1 }
      expect(zodJudgement(strange)).toBeUndefined()
    }
  })

  const refine = (name: string): boolean => name !== 'taken'
  const refineLater = async (name: string): Promise<boolean> => Promise.resolve(name !== 'taken')

  it.each([
    ['a refinement', z.string().refine(refine)],
    ['a check', z.string().superRefine(() => undefined)],
    ['a transformation', z.string().transform((text) => text)],
    ['a preprocessing', z.preprocess((text) => text, z.string())],
    ['a codec', z.codec(z.string(), z.string(), { decode: (text) => text, encode: (text) => text })],
    ['a custom type', z.custom((value) => typeof value === 'string')],
    ['one in a lazy schema', z.lazy(() => z.string().refine(refine))],
    ['one in a union', z.union([z.int(), z.string().refine(refine)])],
  ])('judges what runs functions, at once if it can: %s', (_what, schema) => {
    expect(judged(schema, 'free')).toEqual({ value: 'free' })
  })

  it('says what zod itself says of what is not valid', async () => {
    const schema = z.object({ a: z.string().refine(refine, 'Taken'), b: z.int() })
    const value = { a: 'taken', b: 'x' }
    expect(judged(schema, value)).toEqual(schema['~standard'].validate(value))
    const later = z.object({ a: z.string().refine(refineLater, 'Taken'), b: z.int() })
    expect(await judged(later, value)).toMatchObject({
      issues: [
        { path: ['b'], message: 'Invalid input: expected number, received string' },
        { path: ['a'], message: 'Taken' },
      ],
    })
  })

  it('asks an asynchronous function once of what is valid', async () => {
    let asked = 0
    const schema = z.object({ name: z.string().refine(async () => Promise.resolve(++asked > 0)) })
    const verdict = judged(schema, { name: 'free', more: 1 })
    expect(verdict).toBeInstanceOf(Promise)
    expect(await verdict).toEqual({ value: { name: 'free' } })
    expect(asked).toBe(1)
  })

  it('rejects where a function rejects, and leaves no other rejection behind', async () => {
    const schema = z.string().refine(() => Promise.reject(new Error('no database')))
    await expect(judged(schema, 'a')).rejects.toThrow('no database')
  })

  it('takes a value whose second judgement is a better one for valid', async () => {
    let asked = 0
    const schema = z.string().refine(async () => Promise.resolve(++asked > 1))
    expect(await judged(schema, 'a')).toEqual({ value: 'a' })
  })

  it('is what compileValidate() asks', async () => {
    let asked = 0
    const check = compileValidate(z.string().refine(async () => Promise.resolve(++asked > 0)))
    expect(await check('a')).toEqual({ value: 'a' })
    expect(asked).toBe(1)
  })
})
