import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, seen } from './handling-errors-tutorial006.ts'

describe('an error handler that throws the error on', () => {
  it('sees every error, of the router too, and leaves the answers as they are', async () => {
    await using client = await testClient(app)
    const invalid = await client.get('/items/foo')
    expect(invalid.status).toBe(422)
    expect(invalid.json()).toMatchObject({
      detail: [{ type: 'int_parsing', loc: ['path', 'item_id'], input: 'foo' }],
    })
    const refused = await client.get('/items/3')
    expect([refused.status, refused.json()]).toEqual([418, { detail: "Nope! I don't like 3." }])
    const unknown = await client.get('/nowhere')
    expect([unknown.status, unknown.json()]).toEqual([404, { detail: 'Not Found' }])
    const method = await client.post('/items/2')
    expect([method.status, method.json()]).toEqual([405, { detail: 'Method Not Allowed' }])
    const found = await client.get('/items/2')
    expect([found.status, found.json()]).toEqual([200, { item_id: 2 }])
    expect(seen).toEqual([422, 418, 404, 405])
  })
})
