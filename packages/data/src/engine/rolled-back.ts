import { setTimeout as delay } from 'node:timers/promises'
import { streamByCursor } from './cursor.ts'
import type { Connection, Engine, EngineStats, Rows, Runner, RunOptions, Statement } from './engine.ts'

/** How long somebody waits for its one connection, in milliseconds. */
const patience = 5_000

/** An engine whose changes are undone when it is closed. */
export interface RolledBackEngine extends Engine, AsyncDisposable {}

/**
 * For a test: an engine within one transaction of another, which is rolled back when the test is done. What commits in it
 * releases a savepoint, what rolls back goes back to one; everybody sees what was committed, and nobody outside sees
 * anything.
 *
 *     await using test = await rolledBack(engine)
 *     using _ = app.override(db.engine, () => test)
 *
 * It has one connection. Sequences are not rolled back, `now()` stands still, and an isolation that is asked for is that of
 * the whole transaction: tests of isolation need a database of their own.
 */
export async function rolledBack(engine: Engine): Promise<RolledBackEngine> {
  const connection = await engine.connect()
  await connection.run(say('begin'))
  return new OneTransaction(engine.kind, connection)
}

class OneTransaction implements RolledBackEngine {
  readonly kind: Engine['kind']
  readonly #connection: Connection
  /** When whoever has the connection is done. */
  #turn: Promise<void> = Promise.resolve()
  #held = 0

  constructor(kind: Engine['kind'], connection: Connection) {
    this.kind = kind
    this.#connection = connection
  }

  get stats(): EngineStats {
    return { size: 1, inUse: Math.min(1, this.#held), waiting: Math.max(0, this.#held - 1), max: 1 }
  }

  async connect(): Promise<Connection> {
    const before = this.#turn
    let done = (): void => undefined
    this.#turn = new Promise((resolve) => (done = resolve))
    this.#held += 1
    const giveBack = (): void => {
      this.#held -= 1
      done()
    }
    try {
      await inTime(before)
    } catch (error) {
      void before.then(giveBack)
      throw error
    }
    return new Savepoints(this.#connection, giveBack)
  }

  run(statement: Statement, options?: RunOptions): Promise<Rows> {
    return this.#alone((connection) => connection.run(statement, options))
  }

  async *stream(
    statement: Statement,
    options: RunOptions & { readonly batch?: number } = {},
  ): AsyncGenerator<Rows> {
    const connection = await this.connect()
    try {
      yield* streamByCursor(connection, statement, options)
    } finally {
      connection.release()
    }
  }

  async close(): Promise<void> {
    await this.#connection.run(say('rollback')).catch(() => undefined)
    this.#connection.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** A statement that fails must not be the end of the transaction around it. */
  async #alone(work: (runner: Runner) => Promise<Rows>): Promise<Rows> {
    const connection = await this.connect()
    try {
      await connection.run(say('begin'))
      const rows = await work(connection)
      await connection.run(say('commit'))
      return rows
    } catch (error) {
      await connection.run(say('rollback'))
      throw error
    } finally {
      connection.release()
    }
  }
}

/** The connection, in whose place `begin`, `commit` and `rollback` are a savepoint. */
class Savepoints implements Connection {
  readonly #connection: Connection
  readonly #giveBack: () => void
  #isReleased = false

  constructor(connection: Connection, giveBack: () => void) {
    this.#connection = connection
    this.#giveBack = giveBack
  }

  async run(statement: Statement, options?: RunOptions): Promise<Rows> {
    const [first, ...others] = inSavepoint(statement)
    let rows = await this.#connection.run(first, options)
    for (const other of others) rows = await this.#connection.run(other, options)
    return rows
  }

  stream(statement: Statement, options?: RunOptions & { readonly batch?: number }): AsyncIterable<Rows> {
    return this.#connection.stream(statement, options)
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.#giveBack()
  }
}

function inSavepoint(statement: Statement): readonly [Statement, ...Statement[]] {
  const text = statement.text.trim().toLowerCase()
  if (/^begin\b/.test(text)) return [say('savepoint vivace_test')]
  // The role of a transaction ends with it, as that of a tenant does; that of a savepoint would stay.
  if (text === 'commit') return [say('release savepoint vivace_test'), say('set local role none')]
  // It goes back, and the savepoint stays; without the second it would be there for ever.
  if (text === 'rollback')
    return [say('rollback to savepoint vivace_test'), say('release savepoint vivace_test')]
  return [statement]
}

function say(text: string): Statement {
  return { text, values: [] }
}

async function inTime(before: Promise<void>): Promise<void> {
  const timer = new AbortController()
  const late = delay(patience, 'late' as const, timer).catch(() => undefined)
  const first = await Promise.race([before, late])
  timer.abort()
  if (first === 'late')
    throw new Error(
      'The only connection of a rolled-back engine is held by a transaction. To fix it, use the transaction within it.',
    )
}
