import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('query.model()', () => {
  it('reads each field as a parameter of its own', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?tags=red&tags=blue&limit=5')
    expect(answer.json()).toEqual({ tags: ['red', 'blue'], skip: 0, limit: 5 })
  })

  it('leaves out what the model does not name', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?page=2')).json()).toEqual({ tags: [], skip: 0, limit: 20 })
  })

  it('refuses what no input names, where unknown fields are rejected', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/orders?page=2')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/page', code: 'additionalProperties' }] })
  })

  it('is listed field by field in the API document', () => {
    const names = app.openapi().paths?.['/items']?.get?.parameters?.map((one) => 'name' in one && one.name)
    expect(names).toEqual(['q', 'tags', 'skip', 'limit'])
  })
})
