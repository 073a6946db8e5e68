import type { Runner } from '../engine/engine.ts'
import { faultOf } from './judge-migrations.ts'
import type { AppliedMigration } from './migration.ts'
import { openRecord } from './migration-record.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { readMigrations } from './read-migrations.ts'

/** How a database and a folder of migrations stand to each other. */
export interface MigrationStatus {
  readonly applied: readonly AppliedMigration[]
  /** The names of those that the database has not had yet, in order. */
  readonly pending: readonly string[]
  /** How they have parted, in words; `undefined` if they have not. */
  readonly fault: string | undefined
}

/**
 * How a database stands, without changing it.
 *
 *     (await migrationStatus(engine, './migrations')).pending    // ['0002_add-age']
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID for files that are no migrations.
 */
export async function migrationStatus(runner: Runner, folder?: string | URL): Promise<MigrationStatus> {
  const migrations = await readMigrations(migrationsFolder(folder))
  const applied = await (await openRecord(runner)).list()
  const names = new Set(applied.map(({ name }) => name))
  return {
    applied,
    pending: migrations.map(({ name }) => name).filter((name) => !names.has(name)),
    fault: faultOf(migrations, applied)?.message,
  }
}
