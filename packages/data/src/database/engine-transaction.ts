import { type PgDialect, PgTransaction } from 'drizzle-orm/pg-core'
import type { Runner } from '../engine/engine.ts'
import type { Transaction } from './database.ts'
import { EngineSession } from './engine-session.ts'
import type { QueryResultKind } from './query-result.ts'

/** Drizzle within a transaction that somebody else begins and ends. */
export class EngineTransaction extends PgTransaction<QueryResultKind> implements Transaction {
  readonly $client: Runner
  readonly #dialect: PgDialect

  constructor(dialect: PgDialect, runner: Runner, depth = 0) {
    super(
      dialect,
      new EngineSession({ dialect, runner, transact: (work) => this.transaction(work) }),
      undefined,
      depth,
    )
    this.$client = runner
    this.#dialect = dialect
  }

  override async transaction<Result>(work: (savepoint: Transaction) => Promise<Result>): Promise<Result> {
    const depth = this.nestedIndex + 1
    const savepoint = `vivace_${depth}`
    const say = (text: string): Promise<unknown> => this.$client.run({ text, values: [] })
    await say(`savepoint ${savepoint}`)
    try {
      const result = await work(new EngineTransaction(this.#dialect, this.$client, depth))
      await say(`release savepoint ${savepoint}`)
      return result
    } catch (error) {
      // Where this fails the connection is lost or the request is over, and the transaction is rolled back anyway.
      await say(`rollback to savepoint ${savepoint}`).catch(() => undefined)
      throw error
    }
  }
}
