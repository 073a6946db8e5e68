import { CommitUnknown, type Database, openDatabase } from '@vivace/data'
import type { PostgresDatabase } from '@vivace/fixtures'
import { sql } from 'drizzle-orm'

/** How many transactions, how many of them are undone, and how many connections are ended while they commit. */
export interface Ordeal {
  readonly transactions: number
  readonly kills: number
}

/** How it went: `wrong` has those whose row is there and should not be, or the other way round. */
export interface Outcome {
  acknowledged: number
  undone: number
  unknown: number
  /** Of the unknown, those that are there. */
  unknownButThere: number
  wrong: number[]
}

type End = 'acknowledged' | 'undone' | 'unknown'

const undoing = new Error('undone by the test')

/** Runs transactions, twenty at once, of which each writes one row, and looks which rows are there in the end. */
export async function killCommits(pg: PostgresDatabase, { transactions, kills }: Ordeal): Promise<Outcome> {
  await pg.query('create table written (id integer primary key)')
  await using opened = await openDatabase({
    url: pg.url,
    pool: { size: 20, overflow: 10, acquireTimeout: '60s' },
  })
  await using killer = await openDatabase({ url: pg.url })
  const kill = (pid: number): void => {
    void killer.engine.run({ text: 'select pg_terminate_backend($1)', values: [pid] })
  }
  const every = Math.floor(transactions / kills)
  const ends = new Map<number, End>()
  let next = 0
  const work = async (): Promise<void> => {
    for (let id = next++; id < transactions; id = next++)
      ends.set(id, await one(opened.database, id, id % every === 0 ? kill : undefined))
  }
  await Promise.all(Array.from({ length: 20 }, work))
  const rows = await pg.query('select id from written')
  return judge(ends, new Set(rows.map((row) => Number(row['id']))))
}

/** Odd ones are undone; the connection is ended at the same moment at which it is to commit. */
async function one(database: Database, id: number, kill: ((pid: number) => void) | undefined): Promise<End> {
  const isUndone = kill === undefined && id % 2 === 1
  try {
    await database.transaction(async (transaction) => {
      const { rows } = await transaction.execute<{ pid: number }>(
        sql`insert into written values (${id}) returning pg_backend_pid() as pid`,
      )
      kill?.(rows[0]?.pid ?? 0)
      // Some are ended before COMMIT comes, some while it is done, some after.
      for (let turn = 0; turn < id % 7; turn += 1) await new Promise(setImmediate)
      if (isUndone) throw undoing
    })
    return 'acknowledged'
  } catch (error) {
    return error instanceof CommitUnknown ? 'unknown' : 'undone'
  }
}

function judge(ends: ReadonlyMap<number, End>, there: ReadonlySet<number>): Outcome {
  const outcome: Outcome = { acknowledged: 0, undone: 0, unknown: 0, unknownButThere: 0, wrong: [] }
  for (const [id, end] of ends) {
    outcome[end] += 1
    if (end === 'unknown') outcome.unknownButThere += there.has(id) ? 1 : 0
    else if (there.has(id) !== (end === 'acknowledged')) outcome.wrong.push(id)
  }
  return outcome
}
