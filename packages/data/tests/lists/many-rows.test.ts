import { eq, gt, sql } from 'drizzle-orm'
import { bigint, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pg-proxy'
import { App, lines, singleton } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { excluded, streamRows, UniqueViolation, upsert } from '@vivace/data'
import { engines, openTestDatabase, type TestDatabase } from './test-database.ts'

const scans = pgTable(
  'scans',
  {
    device: uuid().notNull(),
    scan: integer().notNull(),
    firstIn: timestamp('first_in', { withTimezone: true }).notNull(),
    note: text().default('none'),
    seen: integer().notNull().default(1),
    badge: text().unique(),
  },
  (scan) => [primaryKey({ columns: [scan.device, scan.scan] })],
)
const key = [scans.device, scans.scan]
const device = '7f1d1c1e-0000-4000-8000-00000000000a'
const events = pgTable('events', { id: bigint({ mode: 'number' }).primaryKey(), at: timestamp().notNull() })
const sources = pgTable('sources', {
  eventId: bigint('event_id', { mode: 'number' }).notNull(),
  name: text().notNull(),
})
const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 8, minute))

describe.each(engines)('many rows on %s', (kind, missing) => {
  describe.skipIf(missing !== undefined)('at once', () => {
    let on: TestDatabase
    beforeAll(async () => {
      on = await openTestDatabase(kind)
      await on.run(
        `create table scans (device uuid not null, scan integer not null, first_in timestamptz not null, note text default 'none',
          seen integer not null default 1, badge text unique, primary key (device, scan))`,
        'create table events (id bigint primary key, at timestamp not null)',
        'create table sources (event_id bigint not null, name text not null)',
        `insert into events select i, timestamp '2026-01-01' + i * interval '1 second' from generate_series(1, 100000) as i`,
        `insert into sources values (2, 'door')`,
      )
    })
    afterAll(() => on[Symbol.asyncDispose]())
    beforeEach(() => on.run('truncate scans'))

    describe('upsert()', () => {
      it('inserts rows that are not there and updates those that are, and tells them apart', async () => {
        await on.database.insert(scans).values({ device, scan: 1, firstIn: at(3), note: 'early' })
        const { inserted, updated, unchanged } = await upsert(
          on.database,
          [
            { device, scan: 1, firstIn: at(20), note: 'late' },
            { device, scan: 2, firstIn: at(7) },
          ],
          { into: scans, key },
        )
        expect(updated).toEqual([{ device, scan: 1, firstIn: at(20), note: 'late', seen: 1, badge: null }])
        expect(inserted).toEqual([{ device, scan: 2, firstIn: at(7), note: 'none', seen: 1, badge: null }])
        expect(unchanged).toBe(0)
      })

      it('does what upserting one row after another does, whatever the rows repeat', async () => {
        const update = {
          firstIn: sql`least(${scans.firstIn}, ${excluded(scans.firstIn)})`,
          seen: sql`${scans.seen} + 1`,
        }
        const rows = [9, 3, 7, 3, 9].map((minute, at5) => ({
          // The same UUID in other letters.
          device: at5 % 2 === 0 ? device : device.toUpperCase(),
          scan: minute === 3 ? 2 : 1,
          firstIn: at(minute),
        }))
        const { inserted, updated } = await upsert(on.database, rows, { into: scans, key, update })
        expect([inserted.length, updated.length]).toEqual([2, 3])
        const together = await on.database.select().from(scans).orderBy(scans.scan)
        await on.run('truncate scans')
        for (const row of rows) await upsert(on.database, [row], { into: scans, key, update })
        expect(together).toEqual(await on.database.select().from(scans).orderBy(scans.scan))
        expect(together).toMatchObject([
          { scan: 1, firstIn: at(7), seen: 3 },
          { scan: 2, firstIn: at(3), seen: 2 },
        ])
      })

      it('updates only what a row gives', async () => {
        const first = [1, 2].map((scan) => ({ device, scan, firstIn: at(1), note: 'kept' }))
        await upsert(on.database, first, { into: scans, key })
        await upsert(
          on.database,
          [
            { device, scan: 1, firstIn: at(2) },
            { device, scan: 2, firstIn: at(2), note: null },
          ],
          { into: scans, key },
        )
        const notes = await on.database.select({ note: scans.note }).from(scans).orderBy(scans.scan)
        expect(notes).toEqual([{ note: 'kept' }, { note: null }])
      })

      it('leaves rows that are there as they are where it is told to', async () => {
        await upsert(on.database, [{ device, scan: 1, firstIn: at(1) }], { into: scans, key })
        const rows = [1, 2, 2].map((scan) => ({ device, scan, firstIn: at(9) }))
        const nothing = await upsert(on.database, rows, { into: scans, key, update: 'nothing' })
        expect(nothing).toMatchObject({ inserted: [{ scan: 2 }], updated: [], unchanged: 2 })
        const where = gt(excluded(scans.firstIn), scans.firstIn)
        const newer = await upsert(on.database, rows, { into: scans, key, where })
        expect(newer).toMatchObject({ inserted: [], updated: [{ scan: 1, firstIn: at(9) }], unchanged: 2 })
      })

      it('writes more rows than one statement has parameters for', async () => {
        const rows = Array.from({ length: 12_000 }, (_, scan) => ({
          device,
          scan,
          firstIn: at(scan % 60),
          badge: `b${scan}`,
        }))
        const first = await on.database.transaction((transaction) =>
          upsert(transaction, rows, { into: scans, key }),
        )
        expect([first.inserted.length, first.updated.length]).toEqual([12_000, 0])
        const again = await upsert(on.database, rows.slice(0, 3_000), { into: scans, key })
        expect([again.inserted.length, again.updated.length]).toEqual([0, 3_000])
        expect(await upsert(on.database, [], { into: scans, key })).toEqual({
          inserted: [],
          updated: [],
          unchanged: 0,
        })
      })

      it('rejects with a conflict that is not about its key, and leaves nothing in a transaction', async () => {
        const rows = [1, 2].map((scan) => ({ device, scan, firstIn: at(1), badge: 'the same' }))
        const written = on.database.transaction((transaction) =>
          upsert(transaction, rows, { into: scans, key }),
        )
        await expect(written).rejects.toBeInstanceOf(UniqueViolation)
        expect(await on.database.$count(scans)).toBe(0)
      })

      it('refuses a key that is no column of the table', async () => {
        const written = upsert(on.database, [], { into: scans, key: events.id })
        await expect(written).rejects.toThrow("the key 'id' is no column of the table")
      })
    })

    describe('streamRows()', () => {
      it('gives every row as the query would, typed and decoded, over joins as well', async () => {
        const query = on.database
          .select({ id: events.id, at: events.at, source: sources })
          .from(events)
          .leftJoin(sources, eq(sources.eventId, events.id))
          .where(sql`${events.id} <= 7`)
          .orderBy(events.id)
        const rows: unknown[] = []
        for await (const row of streamRows(query, { batch: 3 })) rows.push(row)
        expect(rows).toEqual(await query)
        expect(rows[1]).toEqual({
          id: 2,
          at: new Date('2026-01-01T00:00:02Z'),
          source: { eventId: 2, name: 'door' },
        })
        expect(rows[2]).toMatchObject({ source: null })
      })

      it('reads 100,000 rows with no more than one batch in memory, however slowly they are read', async () => {
        const fetched = spyOnBatches(on)
        let [read, most] = [0, 0]
        for await (const _row of streamRows(on.database.select().from(events), { batch: 1_000 })) {
          read += 1
          most = Math.max(most, fetched.rows - read)
        }
        expect([read, fetched.rows]).toEqual([100_000, 100_000])
        expect(most).toBeLessThan(1_000)
        fetched.restore()
      })

      it('fetches no more when the loop is left, and gives the connection back', async () => {
        const fetched = spyOnBatches(on)
        for await (const { id } of streamRows(on.database.select().from(events).orderBy(events.id), {
          batch: 10,
        }))
          if (id === 15) break
        expect(fetched.rows).toBe(20)
        fetched.restore()
        await vi.waitFor(() => expect(on.engine.stats.inUse).toBe(0))
        expect(await on.database.$count(sources)).toBe(1)
      })

      it('streams in a transaction, which goes on afterwards', async () => {
        await on.database.transaction(async (transaction) => {
          let read = 0
          for await (const _row of streamRows(transaction.select().from(events), { batch: 100 }))
            if ((read += 1) === 250) break
          expect(await transaction.$count(events)).toBe(100_000)
        })
      })

      it('ends when it is told to', async () => {
        const controller = new AbortController()
        const reading = async (): Promise<void> => {
          for await (const { id } of streamRows(on.database.select().from(events), {
            signal: controller.signal,
            batch: 5,
          }))
            if (id === 7) controller.abort(new Error('enough'))
        }
        await expect(reading()).rejects.toThrow('enough')
        expect(await on.database.$count(sources)).toBe(1)
      })

      it('answers with lines, and releases all when the client leaves', async () => {
        const app = new App({ title: 'Events', version: '1.0.0' })
        const database = singleton({}, () => on.database)
        const Event = z.object({ id: z.int() })
        app.get('/events', { inputs: { database }, returns: lines(Event) }, async function* ({ database }) {
          yield* streamRows(
            database
              .select()
              .from(events)
              .where(sql`${events.id} <= 2000`)
              .orderBy(events.id),
          )
        })
        await using client = await testClient(app)
        const answer = await client.get('/events')
        const got = answer.text().trim().split('\n')
        expect([got.length, got[0], got.at(-1)]).toEqual([2_000, '{"id":1}', '{"id":2000}'])
        await vi.waitFor(() => expect(on.engine.stats.inUse).toBe(0))
      })

      it('refuses the query of another database', async () => {
        const other = drizzle(async () => ({ rows: [] }))
        const rows = streamRows(other.select().from(events))
        await expect(rows.next()).rejects.toThrow('none of a database of defineDatabase()')
      })
    })
  })
})

/** Counts the rows that an engine has fetched for streams. */
function spyOnBatches({ engine }: TestDatabase): { readonly rows: number; restore(): void } {
  const stream = engine.stream.bind(engine)
  const fetched = {
    rows: 0,
    restore() {
      engine.stream = stream
    },
  }
  engine.stream = async function* (...given) {
    for await (const rows of stream(...given)) {
      fetched.rows += rows.rows.length
      yield rows
    }
  }
  return fetched
}
