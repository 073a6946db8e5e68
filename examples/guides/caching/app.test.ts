import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('the guide to caching', () => {
  it('answers 304 to who has the list', async () => {
    await using client = await testClient(app)
    const etag = (await client.get('/items')).headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    expect((await client.get('/items', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('answers 304 by the version of an item', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items/1')).headers.get('etag')).toBe('"1"')
    const fresh = await client.get('/items/1', { headers: { 'if-none-match': '"1"' } })
    expect([fresh.status, fresh.headers.get('etag')]).toEqual([304, '"1"'])
    expect((await client.get('/items/2')).status).toBe(404)
  })

  // #region test
  it('keeps the first of two changes to one version', async () => {
    await using client = await testClient(app)
    const change = (price: number, headers: Record<string, string>) =>
      client.put('/items/1', { headers, json: { name: 'Cup', price } })
    expect((await change(5, {})).status).toBe(428)
    expect((await change(5, { 'if-match': '"1"' })).status).toBe(200)
    expect((await change(6, { 'if-match': '"1"' })).status).toBe(412)
    expect((await client.get('/items/1')).json()).toEqual({ name: 'Cup', price: 5 })
  })
  // #endregion

  it('compresses what is long enough', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/openapi.json', { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(answer.bytes()).toString()).toContain('if-match')
  })
})
