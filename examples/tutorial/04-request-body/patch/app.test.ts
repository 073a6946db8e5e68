import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { app } from './app.ts'

describe('a partial model', () => {
  it.each([
    [{}, { name: 'Cup', price: 8, note: 'fragile' }],
    [{ price: 9 }, { name: 'Cup', price: 9, note: 'fragile' }],
    [{ note: null }, { name: 'Cup', price: 8, note: null }],
  ])('has what was sent and nothing else: %j', async (json, expected) => {
    await using client = await testClient(app)
    expect((await client.patch('/items/7', { json })).json()).toEqual({ id: 7, ...expected })
  })

  it('still refuses what its fields refuse', async () => {
    await using client = await testClient(app)
    const answer = await client.patch('/items/7', { json: { price: 0 } })
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/price', code: 'exclusiveMinimum' }] })
  })
})

describe('the model for creation', () => {
  it('has the defaults that the update has not', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', { json: { name: 'Cup', price: 8 } })
    expect(answer.json()).toEqual({ name: 'Cup', price: 8, note: null })
  })
})

it('would fill in a default of its own, in zod', () => {
  const Partial = z.object({ note: z.string().default('none') }).partial()
  expect(Partial.parse({})).toEqual({ note: 'none' })
})
