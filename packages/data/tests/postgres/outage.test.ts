import { setTimeout as delay } from 'node:timers/promises'
import { noPostgresServer, PostgresServer } from '@vivace/fixtures'
import { describe, expect, it } from 'vitest'
import { isHonest, VisitedServer } from './visits.ts'

/** For machines with much else to do. */
const patient = { timeout: 20_000 }

describe.skipIf(noPostgresServer !== undefined)(
  `a server whose PostgreSQL comes and goes (T66)${noPostgresServer === undefined ? '' : ` (skipped: ${noPostgresServer})`}`,
  () => {
    it('answers 503 with Retry-After while it is away, and works as soon as it is back', async () => {
      await using postgres = await PostgresServer.open()
      await postgres.query('create table visits (id bigserial primary key)')
      await using server = new VisitedServer(postgres.url)
      await server.works()
      const restart = async (how: 'fast' | 'immediate'): Promise<void> => {
        await postgres.stop(how)
        await expect.poll(() => server.visits.some(({ status }) => status === 503), patient).toBe(true)
        await postgres.start()
      }
      for (const outage of [
        () => restart('fast'),
        () => restart('immediate'),
        () => postgres.terminateAll(),
      ]) {
        server.visits.length = 0
        await server.during(100, async () => {
          await delay(200)
          await outage()
          await server.works()
        })
        expect(server.visits.filter((visit) => !isHonest(visit))).toEqual([])
      }
      expect(await server.json('/pool')).toMatchObject({ used: 0, waiting: 0, max: 30 })
      expect(await server.json('/health/ready')).toMatchObject({ status: 'ready' })
      expect(server.out).not.toMatch(/uncaught|unhandled/i)
    })

    it('refuses who has waited for a connection for two seconds, and goes on with the rest', async () => {
      await using postgres = await PostgresServer.open()
      await using server = new VisitedServer(postgres.url)
      await expect.poll(() => server.json('/health/ready'), patient).toMatchObject({ status: 'ready' })
      const sleeping = Promise.all(Array.from({ length: 33 }, () => server.visit('/sleep')))
      await expect.poll(() => server.json('/pool'), patient).toMatchObject({ used: 30, waiting: 3 })
      expect((await server.visit('/health/live')).status).toBe(200)
      const ends = await sleeping
      const refused = ends.filter(({ status }) => status === 503)
      expect(refused).toHaveLength(3)
      for (const { retryAfter } of refused) expect(retryAfter).toBe('1')
      expect(ends.filter(({ status }) => status < 300)).toHaveLength(30)
      expect(server.out).toContain('All 30 connections were busy')
    })
  },
)
