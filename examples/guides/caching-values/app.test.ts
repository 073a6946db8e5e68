import { App, clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { app, caches, database } from './app.ts'

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

  it('keeps 500 profiles for 300 s, 10,000 counts for 60 s and 100 settings for 600 s', async () => {
    const time = fakeClock()
    const keeper = new App({ title: 'Keeper', version: '1.0.0' })
    keeper.override(clock, () => time)
    keeper.get('/', { inputs: { caches } }, async ({ caches: { profiles, rateLimits, config } }) => [
      await filled(profiles, { name: 'Ada' }, { entries: 500, seconds: 300 }),
      await filled(rateLimits, 7, { entries: 10_000, seconds: 60 }),
      await filled(config, { currency: 'EUR' }, { entries: 100, seconds: 600 }),
    ])
    await using client = await testClient(keeper)
    expect((await client.get('/')).json()).toEqual([true, true, true])

    /** Whether it keeps so many and no more, until so many seconds are over and no longer. */
    async function filled<Value>(
      kept: KeptValues<Value>,
      value: Value,
      { entries, seconds }: { entries: number; seconds: number },
    ): Promise<boolean> {
      for (let at = 0; at < entries + 5; at += 1) await kept.set(`${at}`, value)
      const isFull = kept.stats().entries === entries
      await time.advance((seconds - 1) * 1_000)
      const isThere = (await kept.get(`${entries}`)) !== undefined
      await time.advance('1s')
      return isFull && isThere && (await kept.get(`${entries}`)) === undefined
    }
  })

  it('gives an answer again until its tag is deleted', async () => {
    await using client = await testClient(app)
    const first = (await client.get('/prices')).json()
    expect((await client.get('/prices')).json()).toEqual(first)
    await client.post('/config/changed', {})
    expect((await client.get('/prices')).json()).not.toEqual(first)
  })
})

interface KeptValues<Value> {
  set(key: string, value: Value): Promise<void>
  get(key: string): Promise<Value | undefined>
  stats(): { readonly entries: number }
}
