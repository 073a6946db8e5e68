import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a union in the query', () => {
  it('is the first of its types that the text can be', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?limit=5')).json()).toEqual({ limit: 5, isNumber: true })
    expect((await client.get('/items?limit=all')).json()).toEqual({ limit: 'all', isNumber: false })
    expect((await client.get('/items?limit=some')).status).toBe(422)
  })
})

describe('a codec in the query', () => {
  it('gives the handler what it decodes to', async () => {
    await using client = await testClient(app)
    expect((await client.get('/sales?since=2026-11-21')).json()).toEqual({ year: 2026 })
    const refused = await client.get('/sales?since=yesterday')
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/since', code: 'format' }] })
  })
})
