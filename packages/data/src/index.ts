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
export { databaseOver, type DrizzleOptions, openDatabase, type OpenDatabase } from './app/open-database.ts'

// Queries
export type { Database, Transaction } from './database/database.ts'
export { withSignal } from './database/engine-database.ts'
export { QueryOutsideTransaction } from './database/one-connection.ts'
export type { QueryResult, QueryResultKind } from './database/query-result.ts'
export { oneRow } from './rows/one-row.ts'

// Migrations
export { migrationsCheck } from './app/migrations-check.ts'
export { migrate, migrateDown, type MigrateOptions, type MigrationDone } from './migrations/migrate.ts'
export { migrationStatus, type MigrationStatus } from './migrations/migration-status.ts'
export type { AppliedMigration } from './migrations/migration.ts'

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
export { rolledBack, type RolledBackEngine } from './engine/rolled-back.ts'
export type { Connection, Engine, EngineStats, Rows, Runner, RunOptions, Statement } from './engine/engine.ts'
export type { DatabaseTls, PoolOptions } from './postgres/postgres-options.ts'

// Lists: pages, order, filters
export { selectPage, type SelectPageOptions } from './pages/select-page.ts'
export { KeysetPagination, keysetPagination, type KeysetNeeds } from './pages/keyset-pagination.ts'
export type { Positioned, PositionField } from './pages/position.ts'
export type { ListQuery } from './pages/list-query.ts'
export type { FullSortKey, SortKey } from './pages/sort-key.ts'
export type { SortFields } from './pages/asked-sort.ts'
export { sorting, type Sorting, type SortingNeeds, type SortingOptions } from './pages/sorting.ts'
export { type FilterCondition, filters, type FilterNeeds, type Filters } from './filters/filters.ts'
export type { FilterLimits } from './filters/compile-filters.ts'
export type { FilterField, FilterFieldOptions, FilterFields } from './filters/filter-field.ts'
export type { FilterOperator } from './filters/operator.ts'

// Many rows
export { excluded, upsert, type Upserted, type UpsertOptions } from './writes/upsert.ts'
export { type StreamableQuery, streamRows, type StreamRowsOptions } from './streams/stream-rows.ts'

// Tenants
export { enterTenant, type TenantId } from './tenants/enter-tenant.ts'
export { tenantCheck, type TenantCheckOptions } from './tenants/tenant-check.ts'
export { OtherTenant, TenantsNotIsolated } from './tenants/tenant-errors.ts'
export { type TenantNames } from './tenants/tenant-options.ts'
export { tenantPolicy, type TenantPolicyOptions } from './tenants/tenant-policy.ts'
export { tenantSetup, type TenantSetupOptions } from './tenants/tenant-setup.ts'
export {
  tenantTransaction,
  type TenantTransactionNeeds,
  type TenantTransactionOptions,
} from './tenants/tenant-transaction.ts'
