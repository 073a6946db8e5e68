import type { PoolClient, QueryArrayResult } from 'pg'
import { streamByCursor } from '../engine/cursor.ts'
import type { Connection, Rows, RunOptions, Statement } from '../engine/engine.ts'
import { endingWith } from './running-statement.ts'

/** A connection of a pool, for as long as somebody has it. */
export class PostgresConnection implements Connection {
  readonly #client: PoolClient
  readonly #release: (broken: boolean) => void
  /** The last of the statements that were asked for: `pg` is given one at a time. */
  #last: Promise<unknown> = Promise.resolve()
  #isReleased = false

  constructor(client: PoolClient, release: (broken: boolean) => void) {
    this.#client = client
    this.#release = release
  }

  run(statement: Statement, { signal }: RunOptions = {}): Promise<Rows> {
    const before = this.#last
    const running = before.then(() => this.#runNow(statement, signal))
    this.#last = running.catch(() => undefined)
    return running
  }

  stream(statement: Statement, options: RunOptions & { readonly batch?: number } = {}): AsyncIterable<Rows> {
    return streamByCursor(this, statement, options)
  }

  release(broken?: unknown): void {
    if (this.#isReleased) return
    this.#isReleased = true
    // In a transaction, or failed in one: what is open on it is nobody's.
    const isClean = this.#client.getTransactionStatus() === 'I'
    this.#release(!isClean || (broken !== undefined && broken !== false))
  }

  async #runNow({ text, values, name }: Statement, signal: AbortSignal | undefined): Promise<Rows> {
    if (this.#isReleased) throw new Error('The connection was given back; it runs nothing any more.')
    signal?.throwIfAborted()
    const running = this.#client.query<unknown[], unknown[]>({
      text,
      values: [...values],
      rowMode: 'array',
      ...(name === undefined ? {} : { name }),
    })
    return rowsOf(await (signal === undefined ? running : endingWith(running, this.#client, signal)))
  }
}

function rowsOf(result: QueryArrayResult<unknown[]> | readonly QueryArrayResult<unknown[]>[]): Rows {
  const last = lastOf(result)
  return { fields: last?.fields ?? [], rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 }
}

/** Of several statements in one text, without parameters, the last one counts, as in psql. */
function lastOf<Result extends object>(result: Result | readonly Result[]): Result | undefined {
  return isList(result) ? result[result.length - 1] : result
}

function isList<Item extends object>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value)
}
