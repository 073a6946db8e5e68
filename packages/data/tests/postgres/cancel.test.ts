import { defineDatabase, openEngine, withSignal } from '@vivace/data'
import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { sql } from 'drizzle-orm'
import { App, signal, silentLogger } from 'vivace'
import { timeout } from 'vivace/middleware'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { SleepyServer } from './leaving-clients.ts'

/** For machines with much else to do. */
const patient = { timeout: 20_000 }

const forever = { text: 'select pg_sleep(600)', values: [] }

describe.skipIf(noPostgres !== undefined)(
  `what nobody waits for any more${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`,
  () => {
    it('ends in the database when clients go away, also what waits for a connection (T59)', async () => {
      await using database = await PostgresDatabase.open()
      await using server = new SleepyServer(database)
      // Each sleeps for five seconds; one after the other they would take two minutes.
      const { active, until } = await server.leave({ requests: 90, after: 300 })
      expect(active).toBeGreaterThan(0)
      expect(until).toBeLessThan(10_000)
    })

    it('is answered 504 at the deadline, and ended (T59)', async () => {
      await using pg = await PostgresDatabase.open()
      const { database, transaction, engine } = defineDatabase({ url: pg.url, log: silentLogger })
      const app = new App({ title: 'T', version: '1.0.0', log: silentLogger, middleware: [timeout('200ms')] })
      app.get('/database', { inputs: { database, signal } }, async ({ database, signal }) => {
        await withSignal(database, signal).execute(sql.raw(forever.text))
      })
      app.get('/transaction', { inputs: { transaction } }, async ({ transaction }) => {
        await transaction.execute(sql.raw(forever.text))
      })
      app.get('/used', { inputs: { engine } }, ({ engine }) => engine.stats.inUse)
      await using client = await testClient(app)
      for (const route of ['/database', '/transaction']) {
        const answer = await client.get(route)
        expect(answer.status).toBe(504)
        expect(answer.json()).toMatchObject({ code: 'request-timeout' })
        await expect.poll(async () => (await client.get('/used')).json(), patient).toBe(0)
      }
    })

    it('leaves a connection that can be used, whatever the moment', async () => {
      await using pg = await PostgresDatabase.open()
      const engine = await openEngine({ url: pg.url, pool: { size: 1, overflow: 0 } })
      for (let round = 0; round < 60; round += 1) {
        const leaving = new AbortController()
        const running = engine.run({ text: 'select pg_sleep(0.002)', values: [] }, { signal: leaving.signal })
        setTimeout(() => leaving.abort(), round % 6)
        await running.catch(() => undefined)
        expect((await engine.run({ text: 'select $1::int', values: [round] })).rows).toEqual([[round]])
      }
      expect(engine.stats).toMatchObject({ size: 1, inUse: 0 })
      await engine.close()
    })

    it('rejects with the reason of its signal, and the pool has its connection back', async () => {
      await using pg = await PostgresDatabase.open()
      const engine = await openEngine({ url: pg.url, pool: { size: 1, overflow: 0, acquireTimeout: '10s' } })
      const [one, other] = [new AbortController(), new AbortController()]
      const running = engine.run(forever, { signal: one.signal })
      const waiting = engine.run(forever, { signal: other.signal })
      await expect.poll(() => engine.stats.waiting, patient).toBe(1)
      other.abort(new Error('left'))
      await expect(waiting).rejects.toThrow('left')
      one.abort(new Error('gone'))
      await expect(running).rejects.toThrow('gone')
      expect((await engine.run({ text: 'select 1', values: [] })).rows).toEqual([[1]])
      await engine.close()
    })
  },
)
