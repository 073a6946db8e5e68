import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { describeSchema } from './describe-schema.ts'
import type { Schema } from './schema.ts'
import { compileDescribedValidate } from './validate-described.ts'

async function issuesOf(schema: Schema, value: unknown): Promise<unknown> {
  const { issues } = await compileDescribedValidate(schema, describeSchema(schema, 'input'))(value)
  return issues?.map(({ message, path }) => [message, path])
}

function later({ '~standard': standard }: Schema): Schema {
  return { '~standard': { ...standard, validate: async (value) => standard.validate(value) } }
}

const list = v.object({ name: v.string(), inside: v.array(v.object({ a: v.optional(v.string()) })) })

describe('compileDescribedValidate()', () => {
  it.each<[string, Schema]>([
    ['valibot', toStandardJsonSchema(v.object({ a: v.optional(v.string()) }))],
    ['valibot, later,', later(toStandardJsonSchema(v.object({ a: v.optional(v.string()) })))],
    ['arktype', type({ 'a?': 'string' })],
  ])('refuses an array in the place of an object, which %s takes', async (_, schema) => {
    expect(await issuesOf(schema, { a: 'x' })).toBeUndefined()
    expect(await issuesOf(schema, [])).toEqual([['This array is not allowed here', []]])
  })

  it('keeps what the library says of other places', async () => {
    const issues = await issuesOf(toStandardJsonSchema(list), { name: 5, inside: [[]] })
    expect(issues).toMatchObject([
      ['This array is not allowed here', ['inside', 0]],
      [expect.stringMatching(/string/), {}],
    ])
  })

  it('leaves out what the library says of the inside of such an array', async () => {
    expect(await issuesOf(toStandardJsonSchema(list), [])).toEqual([['This array is not allowed here', []]])
  })

  it('refuses what a library fails at, if its description refuses it', async () => {
    const schema = type({ '[string]': { a: 'string' } }).or('number[]')
    expect(() => schema['~standard'].validate([0, 'x'])).toThrow(TypeError)
    expect(await issuesOf(schema, [0, 'x'])).toEqual([['This array is not allowed here', []]])
    const failing = later({
      '~standard': { ...z.int()['~standard'], validate: () => Promise.reject(new Error()) },
    })
    expect(await issuesOf(failing, 'x')).toEqual([['Invalid value', []]])
  })

  it('fails where a function of the schema does, at a value that the description takes', async () => {
    const thrown = new Error('of the schema')
    const fail = (): never => {
      throw thrown
    }
    const schema: Schema = { '~standard': { ...z.int()['~standard'], validate: fail } }
    await expect(issuesOf(schema, 5)).rejects.toBe(thrown)
    await expect(issuesOf(later(schema), 5)).rejects.toBe(thrown)
  })

  it('is the judgement of the library alone where it tells arrays from objects', () => {
    const schema = z.object({ a: z.string() })
    const judge = compileDescribedValidate(schema, describeSchema(schema, 'input'))
    expect(judge([])).toMatchObject({ issues: [{ code: 'invalid_type' }] })
  })
})
