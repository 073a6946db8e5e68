import type { Casing } from 'drizzle-orm'
import type { PgTransactionConfig } from 'drizzle-orm/pg-core'
import { appLog, dependency, type Dependency, type Logger, signal, singleton, tracer } from 'vivace'
import type { Database, Transaction } from '../database/database.ts'
import { EngineDatabase } from '../database/engine-database.ts'
import type { Engine } from '../engine/engine.ts'
import { migrateOnStart } from '../migrations/migrate-on-start.ts'
import type { PostgresOptions } from '../postgres/postgres-options.ts'
import { databaseOver } from './open-database.ts'
import { databaseUrl, openEngine } from './open-engine.ts'

/** Where an app's database is, what is in it, and how it is used. */
export interface DatabaseOptions extends Omit<PostgresOptions, 'url' | 'log'> {
  /**
   * `postgres://…`, or `memory:` for an embedded one that is forgotten; or a singleton that gives one, of your settings.
   * The variable DATABASE_URL if absent, and without that the embedded one under `directory`.
   */
  readonly url?: string | Dependency<string | undefined, 'app'>
  /** Where the embedded database keeps its files. `.vivace/data` if absent. */
  readonly directory?: string
  /** Extensions that the embedded database offers to `create extension`, such as `citext`; a server has its own. */
  readonly extensions?: readonly string[]
  /** The tables, `import * as schema from './tables.ts'`: for migrations, and the names of fields in errors. */
  readonly schema?: Readonly<Record<string, unknown>>
  /**
   * The folder of the migrations, `./migrations` if absent. They are applied by `vivace migrate`, and when the app starts by
   * `vivace start --migrate`, `vivace dev`, VIVACE_MIGRATE=start, and to an embedded database in memory.
   */
  readonly migrations?: URL | string
  /** How Drizzle names columns whose name is not written: `snake_case` makes `created_at` of `createdAt`. */
  readonly casing?: Casing
  /** Is told when the database is lost and found. The log of the app if absent. */
  readonly log?: Logger
}

/** How a transaction isolates itself from others. */
export interface TransactionOptions {
  /** `read committed` if absent. `serializable` can end in `TransactionConflict`. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  /** Whether it only reads; PostgreSQL refuses writes then. */
  readonly readOnly?: boolean
  /** Whether a serializable one that only reads may wait at its begin so as never to be in anybody's way. */
  readonly deferrable?: boolean
}

/** A database of an app, as inputs of its handlers. */
export interface DatabaseDefinition {
  readonly options: DatabaseOptions
  /** What runs statements: a pool of connections, or the embedded database. */
  readonly engine: Dependency<Engine, 'app'>
  readonly database: Dependency<Database, 'app'>
  /** One for each request that names it. It is committed before the response is sent. */
  readonly transaction: Dependency<Transaction, 'request'>
  /** Another for each request, of its own isolation. */
  transactionWith(options: TransactionOptions): Dependency<Transaction, 'request'>
}

/** Every use of `defineDatabase()` in this process, in order. */
export const definedDatabases: Set<DatabaseDefinition> = new Set()

/**
 * Declares a database: PostgreSQL where DATABASE_URL is set, else an embedded one under `.vivace/data`.
 *
 *     export const { database, transaction } = defineDatabase({ schema })
 *     app.post('/users', { inputs: { transaction, user: body(NewUser) } }, async ({ transaction, user }) => {
 *       const [created] = await transaction.insert(users).values(user).returning()
 *       return created
 *     })
 *
 * The app does not start, with DATABASE_INVALID, where the address is none or PostgreSQL refuses it. It does start when
 * PostgreSQL is out of reach, and uses it as soon as it is there.
 */
export function defineDatabase(options: DatabaseOptions = {}): DatabaseDefinition {
  const definition = databaseOf(options)
  definedDatabases.add(definition)
  return definition
}

/** A definition that is not remembered. */
export function databaseOf(options: DatabaseOptions): DatabaseDefinition {
  const engine = engineOf(options)
  const database = singleton({ engine, tracer }, ({ engine, tracer }): Database =>
    databaseOver(engine, { ...options, tracer }),
  )
  const transactionWith = (config: TransactionOptions): Dependency<Transaction, 'request'> =>
    transactionOf(database, config)
  return { options, engine, database, transaction: transactionWith({}), transactionWith }
}

function engineOf(options: DatabaseOptions): Dependency<Engine, 'app'> {
  const { url, log: given, ...others } = options
  const address = typeof url === 'object' ? url : singleton({}, () => url)
  return singleton({ address, appLog }, async function* ({ address, appLog }) {
    const log = given ?? appLog
    const engine = await openEngine({ ...others, log, ...(address === undefined ? {} : { url: address }) })
    try {
      const isInMemory = (address ?? databaseUrl()) === 'memory:'
      await migrateOnStart(engine, { migrations: options.migrations, isInMemory, log })
      yield engine
    } finally {
      await engine.close()
    }
  })
}

function transactionOf(
  database: Dependency<Database, 'app'>,
  options: TransactionOptions,
): Dependency<Transaction, 'request'> {
  const config = drizzleConfig(options)
  return dependency({ database, signal }, async function* ({ database, signal }) {
    const { transaction, end } = EngineDatabase.of(database).endedBy(signal).begin(config)
    try {
      yield transaction
      await end.commit()
    } finally {
      // After a commit there is nothing to roll back.
      await end.rollback()
    }
  })
}

function drizzleConfig({ isolation, readOnly, deferrable }: TransactionOptions): PgTransactionConfig {
  return {
    ...(isolation === undefined ? {} : { isolationLevel: isolation }),
    ...(readOnly === undefined ? {} : { accessMode: readOnly ? 'read only' : 'read write' }),
    ...(deferrable === undefined ? {} : { deferrable }),
  }
}
