import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle over PostgreSQL or the embedded database: a `Database` of `@vivace/data`, or Drizzle's own. */
export type AuthDatabase = Pick<PgDatabase<PgQueryResultHKT>, 'select' | 'insert' | 'update' | 'delete'>
