import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Connection, Engine, EngineStats, Rows, RunOptions, Statement } from '../engine/engine.ts'
import type { ConnectionPool } from './connection-pool.ts'
import { PostgresConnection } from './postgres-connection.ts'

/** How long connections that are still held may go on when the engine is closed, in milliseconds. */
const closingTime = 5_000

/** What the engine is made of. */
export interface PostgresEngineParts {
  readonly pool: Pool
  readonly connections: ConnectionPool
  readonly max: number
}

/** A PostgreSQL, through a pool of connections. */
export class PostgresEngine implements Engine {
  readonly kind = 'postgres'
  readonly #parts: PostgresEngineParts

  constructor(parts: PostgresEngineParts) {
    this.#parts = parts
  }

  get stats(): EngineStats {
    const { pool, max } = this.#parts
    const size = pool.totalCount
    return { size, inUse: size - pool.idleCount, waiting: pool.waitingCount, max }
  }

  async connect({ signal }: RunOptions = {}): Promise<Connection> {
    const { connections } = this.#parts
    const client = await connections.acquire(signal)
    return new PostgresConnection(client, (broken) => connections.release(client, broken))
  }

  async run(statement: Statement, options: RunOptions = {}): Promise<Rows> {
    const connection = await this.connect(options)
    try {
      return await connection.run(statement, options)
    } finally {
      connection.release()
    }
  }

  async *stream(
    statement: Statement,
    options: RunOptions & { readonly batch?: number } = {},
  ): AsyncGenerator<Rows> {
    const connection = await this.connect(options)
    let isDone = false
    try {
      // A cursor lives in a transaction.
      await connection.run({ text: 'begin', values: [] }, options)
      yield* connection.stream(statement, options)
      isDone = true
    } finally {
      await connection.run({ text: isDone ? 'commit' : 'rollback', values: [] }).catch(() => undefined)
      connection.release()
    }
  }

  async close(): Promise<void> {
    const { pool, connections } = this.#parts
    const timer = new AbortController()
    const ended = pool.end().finally(() => timer.abort())
    await Promise.race([ended, delay(closingTime, undefined, timer).catch(() => undefined)])
    for (const client of connections.held) client.connection.stream.destroy()
  }
}
