import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a boolean in the query', () => {
  it.each(['true', '1', 'on', 'yes', 'TRUE', 'Yes'])('is true in %s', async (text) => {
    await using client = await testClient(app)
    expect((await client.get(`/items?in-stock=${text}`)).json()).toEqual({ inStock: true })
  })

  it.each(['false', '0', 'off', 'no', 'False'])('is false in %s', async (text) => {
    await using client = await testClient(app)
    expect((await client.get(`/items?in-stock=${text}`)).json()).toEqual({ inStock: false })
  })

  it.each(['', '2', 'y', 'maybe'])('is refused in %j', async (text) => {
    await using client = await testClient(app)
    expect((await client.get(`/items?in-stock=${text}`)).status).toBe(422)
  })
})
