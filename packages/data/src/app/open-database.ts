import type { Casing } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Tracer } from 'vivace'
import type { Database } from '../database/database.ts'
import { EngineDatabase } from '../database/engine-database.ts'
import { fieldNames } from '../database/field-names.ts'
import type { Engine } from '../engine/engine.ts'
import { type EngineOptions, openEngine } from './open-engine.ts'

/** What Drizzle is told of a database. */
export interface DrizzleOptions {
  /** The tables, for the names of fields in errors. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** How columns are named whose name is not written. */
  readonly casing?: Casing
  readonly tracer?: Tracer | undefined
}

/** A database outside of an app. */
export interface OpenDatabase extends AsyncDisposable {
  readonly engine: Engine
  readonly database: Database
}

/**
 * Opens a database outside of an app: for scripts, commands and tests.
 *
 *     await using opened = await openDatabase({ url: process.env.DATABASE_URL, schema })
 *     await opened.database.insert(users).values(seed)
 *
 * Throws `DefinitionError` DATABASE_INVALID and DURATION_INVALID.
 */
export async function openDatabase(options: EngineOptions & DrizzleOptions = {}): Promise<OpenDatabase> {
  const engine = await openEngine(options)
  return {
    engine,
    database: databaseOver(engine, options),
    [Symbol.asyncDispose]: () => engine.close(),
  }
}

/**
 * Drizzle over an engine.
 *
 *     const database = databaseOver(await rolledBack(engine), { schema })
 */
export function databaseOver(engine: Engine, { schema, casing, tracer }: DrizzleOptions = {}): Database {
  return new EngineDatabase({
    engine,
    tracer,
    dialect: new PgDialect(casing === undefined ? {} : { casing }),
    ...(schema === undefined ? {} : { fieldName: fieldNames(schema, casing) }),
  })
}
