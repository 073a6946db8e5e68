import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './body-updates-tutorial002.ts'

describe('a partial update', () => {
  it('changes what was sent and keeps what was not', async () => {
    await using client = await testClient(app)
    const known = await client.get('/items/baz')
    expect(known.json()).toEqual({ name: 'Baz', description: null, price: 50.2, tax: 10.5, tags: [] })

    const all = { name: 'Fooz', description: 'Item description', price: 3, tax: 10.5, tags: ['tag1', 'tag2'] }
    const changed = await client.patch('/items/foo', { json: all })
    expect(changed.status).toBe(200)
    expect(changed.json()).toEqual(all)

    const renamed = await client.patch('/items/bar', { json: { name: 'Barz' } })
    expect(renamed.status).toBe(200)
    expect(renamed.json()).toEqual({
      name: 'Barz',
      description: 'The bartenders',
      price: 62,
      tax: 20.2,
      tags: [],
    })
  })
})
