import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { body, query } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'

interface Told {
  readonly message: string
  readonly code: string
}

async function toldOfQuery(schema: z.ZodType, text: string): Promise<Told | undefined> {
  const { app } = testApp()
  app.get('/', { inputs: { a: query(schema) } }, () => null)
  await using client = await testClient(app)
  return (await client.get(`/?a=${text}`)).json<{ errors: Told[] }>().errors[0]
}

async function toldOfBody(schema: z.ZodType, value: unknown): Promise<Told | undefined> {
  const { app } = testApp()
  app.post('/', { inputs: { a: body(schema) } }, () => null)
  await using client = await testClient(app)
  return (await client.post('/', { json: value })).json<{ errors: Told[] }>().errors[0]
}

describe('a value that fits no branch of a union', () => {
  it.each<[z.ZodType, string, string]>([
    [z.union([z.int(), z.literal('all')]), 'none', 'Expected an integer or "all"'],
    [z.union([z.boolean(), z.enum(['a', 'b'])]), 'c', 'Expected true or false, "a" or "b"'],
    [z.union([z.literal('a'), z.literal('b')]), 'c', 'Expected "a" or "b"'],
  ])('is told in the query what would have been taken', async (schema, text, message) => {
    expect(await toldOfQuery(schema, text)).toMatchObject({ message })
  })

  it('is told in a body what would have been taken', async () => {
    const schema = z.object({ size: z.union([z.int(), z.null(), z.enum(['s', 'm'])]) })
    expect(await toldOfBody(schema, { size: 'x' })).toMatchObject({
      message: 'Expected an integer, null, "s" or "m"',
    })
    expect(await toldOfBody(schema, { size: [] })).toMatchObject({
      message: 'Expected an integer, null, "s" or "m"',
    })
  })

  it('is told no more than that where the branches differ inside', async () => {
    const schema = z.object({ a: z.union([z.object({ b: z.int() }), z.object({ c: z.int() })]) })
    expect(await toldOfBody(schema, { a: {} })).toMatchObject({
      message: 'Fits none of the alternatives',
      code: 'anyOf',
    })
  })

  it('is told the words of the author where there are any', async () => {
    const schema = z.union([z.int(), z.literal('all')], 'A number or all')
    expect(await toldOfQuery(schema, 'none')).toMatchObject({ message: 'A number or all' })
  })
})
