/**
 * What lists of many rows cost: `npx tsx packages/data/tests/lists/measure-lists.ts`, with a PostgreSQL at DATABASE_URL or
 * on this machine, and on the embedded database.
 */
import { sql } from 'drizzle-orm'
import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { streamRows, upsert } from '@vivace/data'
import { engines, openTestDatabase, type TestDatabase } from './test-database.ts'

const scans = pgTable('scans', {
  id: integer().primaryKey(),
  at: timestamp().notNull(),
  note: text().notNull(),
})
const events = pgTable('events', {
  id: integer().primaryKey(),
  at: timestamp().notNull(),
  note: text().notNull(),
})
const most = 500_000

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function median(times: number, work: () => Promise<unknown>): Promise<string> {
  const all: number[] = []
  for (let round = 0; round < times; round += 1) all.push(await timed(work))
  return `${(all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0).toFixed(1)} ms`
}

async function measureUpsert({ database }: TestDatabase): Promise<void> {
  const rows = Array.from({ length: 5_000 }, (_, id) => ({
    id,
    at: new Date(id * 1_000),
    note: `note ${id}`,
  }))
  const key = scans.id
  const alone = await timed(() =>
    database.transaction(async (transaction) => {
      for (const row of rows)
        await transaction
          .insert(scans)
          .values(row)
          .onConflictDoUpdate({ target: key, set: { note: row.note } })
    }),
  )
  const inserted = async (): Promise<void> => {
    await database.execute(sql`truncate scans`)
    await database.transaction((transaction) => upsert(transaction, rows, { into: scans, key }))
  }
  say(`  5,000 rows one by one in a transaction: ${alone.toFixed(0)} ms`)
  say(`  5,000 rows by upsert(), inserted: ${await median(5, inserted)}`)
  const updated = (): Promise<unknown> => upsert(database, rows, { into: scans, key })
  say(`  5,000 rows by upsert(), updated: ${await median(5, updated)}`)
}

async function measurePages({ database, run }: TestDatabase): Promise<void> {
  await run(
    `insert into events select i, timestamp '2026-01-01' + (i / 3) * interval '1 second', 'note' from generate_series(1, ${most}) as i`,
    'create index on events (at, id)',
    'analyze events',
  )
  const skipped = sql`select * from events order by at, id limit 20 offset ${most - 1_000}`
  const id = most - 1_000
  const behind = sql`select * from events where (at, id) > ((select at from events where id = ${id}), ${id}) order by at, id limit 20`
  say(`  page of 20 after ${id} rows, by number: ${await median(9, async () => database.execute(skipped))}`)
  say(`  page of 20 after ${id} rows, by keys: ${await median(9, async () => database.execute(behind))}`)
}

async function measureStream({ database }: TestDatabase): Promise<void> {
  let [read, peak] = [0, 0]
  globalThis.gc?.()
  const start = process.memoryUsage().heapUsed
  const time = await timed(async () => {
    for await (const _row of streamRows(database.select().from(events), { batch: 1_000 })) {
      read += 1
      if (read % 50_000 !== 0) continue
      globalThis.gc?.()
      peak = Math.max(peak, process.memoryUsage().heapUsed - start)
    }
  })
  say(`  ${read} rows streamed in ${time.toFixed(0)} ms, heap +${(peak / 2 ** 20).toFixed(1)} MiB at most`)
}

for (const [kind, missing] of engines) {
  say(missing ?? kind)
  if (missing !== undefined) continue
  await using on = await openTestDatabase(kind)
  for (const name of ['scans', 'events'])
    await on.run(`create table ${name} (id integer primary key, at timestamp not null, note text not null)`)
  await measureUpsert(on)
  await measurePages(on)
  await measureStream(on)
}
