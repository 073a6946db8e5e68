import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { schemaFrom } from './schema-from.ts'
import { compileValidate, validate } from './validate.ts'

describe('validate()', () => {
  it('answers the verdict of the schema', () => {
    expect(validate(z.int(), 5)).toEqual({ value: 5 })
    expect(validate(z.int(), 'x')).toMatchObject({ issues: [{ message: expect.any(String) }] })
  })

  it('answers a promise only if the schema does', async () => {
    const taken = z.string().refine(async (name) => Promise.resolve(name !== 'taken'))
    const verdict = validate(taken, 'taken')
    expect(verdict).toBeInstanceOf(Promise)
    expect(await verdict).toMatchObject({ issues: [{ path: [] }] })
  })

  it('catches nothing', async () => {
    const broken = (): never => {
      throw new RangeError('broken')
    }
    expect(() => validate(schemaFrom({ jsonSchema: {}, validate: broken }), 'a')).toThrow(RangeError)
    // zod tries again asynchronously when a function of the user throws.
    await expect(validate(z.string().transform(broken), 'a')).rejects.toThrow(RangeError)
  })
})

describe('compileValidate()', () => {
  it('answers the same', () => {
    const check = compileValidate(z.int())
    expect(check(5)).toEqual({ value: 5 })
    expect(check('x')).toEqual(validate(z.int(), 'x'))
  })
})
