import type { Client } from 'pg'
import type { Connection, Engine, EngineStats, Rows, RunOptions, Statement } from '../engine/engine.ts'
import type { DatabaseThread } from './database-thread.ts'
import { EmbeddedConnection } from './embedded-connection.ts'
import { Turns } from './turns.ts'

/** What the engine is made of. */
export interface EmbeddedEngineParts {
  readonly thread: DatabaseThread
  readonly client: Client
  /** How long somebody waits for the connection, in milliseconds. */
  readonly acquireTimeout: number
  /** How long somebody waits for a statement, in milliseconds; 0 for ever. */
  readonly statementTimeout: number
  /** Called when the database is shut down. */
  readonly closed: () => void
}

/** A PostgreSQL in this process: PGlite in a thread, with one connection. */
export class EmbeddedEngine implements Engine {
  readonly kind = 'embedded'
  readonly #parts: EmbeddedEngineParts
  readonly #turns: Turns
  #closing: Promise<void> | undefined = undefined

  constructor(parts: EmbeddedEngineParts) {
    this.#parts = parts
    this.#turns = new Turns(parts.acquireTimeout)
  }

  get stats(): EngineStats {
    const { isTaken, waiting } = this.#turns
    return { size: 1, inUse: isTaken ? 1 : 0, waiting, max: 1 }
  }

  async connect({ signal }: RunOptions = {}): Promise<Connection> {
    const { thread, client, statementTimeout } = this.#parts
    await this.#turns.take(signal)
    thread.hold(true)
    const released = (): void => {
      this.#turns.pass()
      thread.hold(this.#turns.isTaken)
    }
    return new EmbeddedConnection({ client, failure: () => thread.failure, statementTimeout, released })
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
    try {
      // A cursor lives in a transaction.
      await connection.run({ text: 'begin', values: [] }, options)
      yield* connection.stream(statement, options)
      await connection.run({ text: 'commit', values: [] }, options)
    } finally {
      // Rolls back what was not committed.
      connection.release()
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#turns.end()
    await this.#parts.thread.close()
    this.#parts.closed()
  }
}
