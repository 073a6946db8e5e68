import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('an array in the query', () => {
  it('is every value of a repeated key', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items', { query: { tag: ['red', 'blue'], id: [1, 2] } })
    expect(answer.json()).toEqual({ tags: ['red', 'blue'], ids: [1, 2] })
  })

  it('is an array of one when the key is sent once', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?tag=red')).json()).toEqual({ tags: ['red'] })
  })

  it('is not split at commas', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?tag=red,blue')).json()).toEqual({ tags: ['red,blue'] })
  })

  it('names the item that is wrong', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?id=1&id=two')
    expect(answer.json()).toMatchObject({ errors: [{ in: 'query', pointer: '/id/1', code: 'type' }] })
  })
})
