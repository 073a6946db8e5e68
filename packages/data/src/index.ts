// The public names of @vivace/data, grouped by concept.

// In an app
export { database, databases, defaultDatabase, transaction } from './app/default-database.ts'
export {
  type DatabaseDefinition,
  type DatabaseOptions,
  defineDatabase,
  type TransactionOptions,
} from './app/define-database.ts'
export { databaseCheck, type DatabaseCheck, type DatabaseCheckOptions } from './app/database-check.ts'
export { type DatabasePoolFigures, poolFigures } from './app/pool-figures.ts'

// Queries
export type { Database, Transaction } from './database/database.ts'
export { withSignal } from './database/engine-database.ts'
export { QueryOutsideTransaction } from './database/one-connection.ts'
export type { QueryResult, QueryResultKind } from './database/query-result.ts'

// Errors
export {
  CheckViolation,
  CommitUnknown,
  DatabaseBusy,
  DatabaseUnavailable,
  ForeignKeyViolation,
  StatementTimeout,
  TransactionConflict,
  UniqueViolation,
  ValueRefused,
} from './errors/database-errors.ts'
export type { ViolatedFields } from './errors/fields-schema.ts'
export { QueryError, sqlStateOf } from './errors/query-error.ts'
export { TransactionFailed } from './errors/transaction-failed.ts'

// Engines, for batteries and scripts
export { databaseUrl, type EngineOptions, openEngine } from './app/open-engine.ts'
export type { Connection, Engine, EngineStats, Rows, Runner, RunOptions, Statement } from './engine/engine.ts'
export type { DatabaseTls, PoolOptions } from './postgres/postgres-options.ts'
