import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, closed } from './app.ts'

const headers = { 'x-api-key': 'key-of-acme' }

describe('dependencies of a router', () => {
  it('guard each of its routes', async () => {
    await using client = await testClient(app)
    for (const path of ['/api/partners/prices', '/api/partners/me']) {
      expect((await client.get(path)).status).toBe(401)
      expect((await client.get(path, { headers: { 'x-api-key': 'guessed' } })).status).toBe(401)
      expect((await client.get(path, { headers })).status).toBe(200)
    }
  })

  it('guard no other', async () => {
    await using client = await testClient(app)
    expect((await client.get('/health')).status).toBe(200)
  })
})

describe('dependencies of an app', () => {
  it('guard all of its routes, but not its docs pages', async () => {
    await using client = await testClient(closed)
    expect((await client.get('/orders')).status).toBe(401)
    expect((await client.get('/orders', { headers })).status).toBe(200)
    expect((await client.get('/docs')).status).toBe(200)
  })
})
