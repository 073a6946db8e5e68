import { DrizzleQueryError, NoopLogger, type Query } from 'drizzle-orm'
import { NoopCache } from 'drizzle-orm/cache/core'
import type { PreparedQueryConfig, SelectedFieldsOrdered } from 'drizzle-orm/pg-core'
import { PreparedQuery, type RemoteCallback } from 'drizzle-orm/pg-proxy'
import type { Rows, Runner, RunOptions } from '../engine/engine.ts'
import { type QueryResult, queryResultOf } from './query-result.ts'

/** A query as Drizzle has built it, and what its rows become. */
export interface BuiltQuery<Config extends PreparedQueryConfig> {
  readonly query: Query
  readonly name: string | undefined
  readonly fields: SelectedFieldsOrdered | undefined
  readonly isArrayMode: boolean
  readonly map: ((rows: unknown[][]) => Config['execute']) | undefined
}

const [logger, cache] = [new NoopLogger(), new NoopCache()]

/** A query of Drizzle, run by one of our runners. Drizzle makes rows of it, by its class for drivers of one's own. */
export class PreparedStatement<Config extends PreparedQueryConfig> extends PreparedQuery<Config> {
  readonly #runner: Runner
  readonly #built: BuiltQuery<Config>

  // `PreparedQuery` has many parameters of its own.
  constructor(runner: Runner, built: BuiltQuery<Config>) {
    const { query, name, fields, isArrayMode, map } = built
    super(
      callbackOf(runner, name),
      query.sql,
      query.params,
      undefined,
      logger,
      cache,
      undefined,
      undefined,
      fields,
      isArrayMode,
      map,
    )
    this.#runner = runner
    this.#built = built
  }

  /** What `execute()` gives, as much of it at a time as there is in a batch. */
  async *stream(
    options: RunOptions & { readonly batch?: number | undefined } = {},
  ): AsyncGenerator<Config['execute']> {
    const { sql: text, params: values } = this.#built.query
    const { batch, signal } = options
    for await (const rows of this.#runner.stream(
      { text, values },
      batch === undefined ? { signal } : { batch, signal },
    )) {
      const arrived = new PreparedStatement<Config>(replaying(rows), this.#built)
      // Drizzle sets it on a query with joins, and has no type for it: which tables may have no row.
      Object.assign(arrived, { joinsNotNullableMap: Reflect.get(this, 'joinsNotNullableMap') })
      yield await arrived.execute()
    }
  }

  override async execute(placeholders?: Record<string, unknown>): Promise<Config['execute']> {
    try {
      return await super.execute(placeholders)
    } catch (error) {
      // It has the values of the parameters in its message. What it wraps is an error of ours.
      throw error instanceof DrizzleQueryError && error.cause !== undefined ? error.cause : error
    }
  }
}

function callbackOf(runner: Runner, name: string | undefined): RemoteCallback {
  return async (text, values: readonly unknown[], method) => {
    const rows = await runner.run({ text, values, name })
    // Drizzle makes rows of them and changes none.
    if (method === 'all') return { rows: rows.rows as unknown[] }
    const result: QueryResult = queryResultOf(rows)
    // Drizzle gives it to the caller as it is.
    return { rows: result as unknown as unknown[] }
  }
}

function replaying(rows: Rows): Runner {
  return {
    run: async () => rows,
    async *stream() {
      yield rows
    },
  }
}
