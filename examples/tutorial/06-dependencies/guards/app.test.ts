import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const ana = { authorization: 'Bearer token-of-ana' }
const bob = { authorization: 'Bearer token-of-bob' }

describe('currentUser', () => {
  it('is the user of the token', async () => {
    await using client = await testClient(app)
    expect((await client.get('/me', { headers: bob })).json()).toEqual({ name: 'Bob' })
  })

  it.each([{}, { authorization: 'Bearer stolen' }, { authorization: 'Basic YTpi' }])(
    'is 401 with a challenge for %j',
    async (headers) => {
      await using client = await testClient(app)
      const answer = await client.get('/me', { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    },
  )
})

describe('requireAdmin', () => {
  it('lets administrators in, and nobody else', async () => {
    await using client = await testClient(app)
    const json = { name: 'Cup' }
    expect((await client.post('/items', { headers: ana, json })).json()).toEqual(json)
    expect((await client.post('/items', { headers: bob, json })).status).toBe(403)
  })

  it.each([
    [{}, 401],
    [bob, 403],
    [ana, 422],
  ])('stands before validation: %j with a wrong body is %i', async (headers, status) => {
    await using client = await testClient(app)
    expect((await client.post('/items', { headers, json: { name: 1 } })).status).toBe(status)
  })

  it('is in the API document: security, 401 and 403', () => {
    expect(app.openapi()).toMatchObject({
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      paths: { '/items': { post: { security: [{ bearer: [] }], responses: { 401: {}, 403: {} } } } },
    })
  })
})
