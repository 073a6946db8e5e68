import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { type Database, type Engine, openDatabase, type PoolOptions } from '@vivace/data'

/** The engines that a suite runs on, and why one of them cannot. */
export const engines: readonly (readonly [name: 'postgres' | 'embedded', missing: string | undefined])[] = [
  ['postgres', noPostgres],
  ['embedded', undefined],
]

/** A database of a suite's own, on one of the engines. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  readonly engine: Engine
  readonly database: Database
  /** Runs statements one after another. */
  run(...texts: readonly string[]): Promise<void>
}

/** Opens one; the caller closes it. */
export async function openTestDatabase(
  kind: 'postgres' | 'embedded',
  pool: PoolOptions = {},
): Promise<TestDatabase> {
  const postgres = kind === 'postgres' ? await PostgresDatabase.open() : undefined
  const url = postgres?.url ?? 'memory:'
  const { engine, database } = await openDatabase({ url, pool })
  return {
    url,
    engine,
    database,
    async run(...texts) {
      for (const text of texts) await engine.run({ text, values: [] })
    },
    async [Symbol.asyncDispose]() {
      await engine.close()
      await postgres?.[Symbol.asyncDispose]()
    },
  }
}
