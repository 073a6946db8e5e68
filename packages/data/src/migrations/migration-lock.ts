import { setTimeout as delay } from 'node:timers/promises'
import { DefinitionError } from 'vivace'
import type { Connection, Engine } from '../engine/engine.ts'
import { connectToMigrate } from './connect-to-migrate.ts'

/** `vivace` and `migr` as numbers: the two halves of the advisory lock. */
const key = '1986618998, 1835624306'
const pause = 100

/**
 * Lets one process at a time change a database, by an advisory lock of PostgreSQL, on a connection without time-outs.
 *
 *     await withMigrationLock(engine, 60_000, (connection) => …)
 *
 * It asks again and again instead of waiting in the database: `create index concurrently` waits for every statement
 * that is older than itself, and one that waits for the lock would be such a statement. Throws `DefinitionError`
 * MIGRATION_FAILED when the lock was not to be had for so many milliseconds, and when the database is out of reach.
 */
export async function withMigrationLock<Result>(
  engine: Engine,
  patience: number,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await connectToMigrate(engine)
  const run = (text: string) => connection.run({ text, values: [] })
  let broken: unknown = undefined
  try {
    await run(
      "select set_config('statement_timeout', '0', false), set_config('idle_in_transaction_session_timeout', '0', false)",
    )
    const until = performance.now() + patience
    while ((await run(`select pg_try_advisory_lock(${key})`)).rows[0]?.[0] !== true) {
      if (performance.now() >= until) throw isLocked(patience)
      await delay(pause)
    }
    return await work(connection)
  } finally {
    // A migration may have set anything for its session.
    await run(`select pg_advisory_unlock(${key})`)
      .then(() => run('reset role'))
      .then(() => run('reset all'))
      .catch((error: unknown) => (broken = error))
    connection.release(broken)
  }
}

function isLocked(patience: number): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATION_FAILED',
    where: 'migrations',
    cause: `another process has been migrating this database for more than ${patience / 1_000} s`,
    remedy: "wait until it is done; `select * from pg_locks where locktype = 'advisory'` names its process",
  })
}
