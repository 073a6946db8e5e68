import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { app, database } from './app.ts'

// The tests of an app need no Redis, whatever REDIS_URL says.
process.env['REDIS_URL'] = ''

describe('a shop that caches', () => {
  // #region test
  it('reads a profile once, and tells at once what was written', async () => {
    const source = { reads: 0, profiles: new Map([['7', { name: 'Ada' }]]) }
    app.override(database, () => source)
    await using client = await testClient(app)
    await Promise.all([client.get('/profiles/7'), client.get('/profiles/7')])
    expect(source.reads).toBe(1)
    await client.put('/profiles/7', { json: { name: 'Grace' } })
    expect((await client.get('/profiles/7')).json()).toEqual({ name: 'Grace' })
    expect(source.reads).toBe(1)
  })
  // #endregion

  it('gives an answer again until its tag is deleted', async () => {
    await using client = await testClient(app)
    const first = (await client.get('/prices')).json()
    expect((await client.get('/prices')).json()).toEqual(first)
    await client.post('/config/changed', {})
    expect((await client.get('/prices')).json()).not.toEqual(first)
  })
})
