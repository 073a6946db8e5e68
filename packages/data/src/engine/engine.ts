/** A statement of SQL with its parameters, as PostgreSQL takes them: `$1`, `$2`. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** Under this name PostgreSQL keeps the plan of the statement on its connection; the embedded one plans anew. */
  readonly name?: string | undefined
}

/** How one statement is run. */
export interface RunOptions {
  /** Ends the statement: PostgreSQL is told to cancel it. */
  readonly signal?: AbortSignal | undefined
}

/** What a statement gives: rows as arrays in the order of its columns. */
export interface Rows {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
  readonly rows: readonly (readonly unknown[])[]
  /** How many rows were found or changed. */
  readonly rowCount: number
}

/** Runs statements: a connection, or whatever has some. Rejects with `DatabaseError`s, in the form of `pg`. */
export interface Runner {
  run(statement: Statement, options?: RunOptions): Promise<Rows>
  /** Rows as they come, for results that are too many to keep; leaving the loop early ends the statement. */
  stream(statement: Statement, options?: RunOptions & { readonly batch?: number }): AsyncIterable<Rows>
}

/** A connection of one's own, until it is released. */
export interface Connection extends Runner {
  /** Gives it back. One that is broken, or of which nobody knows what is open on it, is closed instead. */
  release(broken?: unknown): void
}

/** How many connections there are, and who waits for one. */
export interface EngineStats {
  readonly size: number
  readonly inUse: number
  readonly waiting: number
  /** How many there can be at most. */
  readonly max?: number
}

/** A database, as this package sees it: a pool of PostgreSQL, or the one connection of the embedded one. */
export interface Engine extends Runner {
  readonly kind: 'postgres' | 'embedded'
  readonly stats: EngineStats
  /** A connection of one's own, for a transaction or a lock. */
  connect(options?: RunOptions): Promise<Connection>
  close(): Promise<void>
}
