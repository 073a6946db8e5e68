import { DefinitionError, type Duration, parseDuration } from 'vivace'
import type { Engine } from '../engine/engine.ts'
import { checkHistory, pendingMigrations } from './judge-migrations.ts'
import type { Migration } from './migration.ts'
import { openRecord, type MigrationRecord } from './migration-record.ts'
import { withMigrationLock } from './migration-lock.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { readMigrations } from './read-migrations.ts'
import { runScript } from './run-migration.ts'

/** How migrations are applied. */
export interface MigrateOptions {
  /** Where the files are. `./migrations` if absent. */
  readonly folder?: string | URL | undefined
  /** How long to wait for another process that migrates the same database. `1m` if absent. */
  readonly lockTimeout?: Duration
  /** Is told of each migration that was applied or undone. */
  readonly onDone?: (done: MigrationDone) => void
}

/** A migration that was just applied or undone. */
export interface MigrationDone {
  readonly name: string
  /** In milliseconds. */
  readonly duration: number
}

/**
 * Applies what is pending, each file in a transaction of its own, and answers what was applied. Processes that do it
 * at once take turns: each file is applied once.
 *
 *     await migrate(engine, { folder: './migrations' })    // [{ name: '0001_create-users', duration: 12.1 }]
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID if files and database have parted, MIGRATION_FAILED if a file fails: what
 * was applied before it stays.
 */
export function migrate(engine: Engine, options: MigrateOptions = {}): Promise<MigrationDone[]> {
  return change(engine, options, async (migrations, { connection, record, done }) => {
    for (const migration of pendingMigrations(migrations, await record.list())) {
      const start = performance.now()
      await runScript(connection, migration.up, () => record.add(migration, performance.now() - start))
      done({ name: migration.name, duration: performance.now() - start })
    }
  })
}

/**
 * Undoes the last migration that was applied, or all after the one with a number, by the files that were written for
 * it: `0002_add-age.down.sql`. Answers what was undone.
 *
 *     await migrateDown(engine, { to: 1 })
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID, before anything is undone, if one of them has no such file.
 */
export function migrateDown(
  engine: Engine,
  { to, ...options }: MigrateOptions & { readonly to?: number } = {},
): Promise<MigrationDone[]> {
  return change(engine, options, async (migrations, { connection, record, done }) => {
    const applied = await record.list()
    checkHistory(migrations, applied)
    const names = new Set(applied.map(({ name }) => name))
    const last = migrations.filter(({ name }) => names.has(name)).reverse()
    const undone = to === undefined ? last.slice(0, 1) : last.filter(({ number }) => number > to)
    for (const { name, down } of undone.map(withDown)) {
      const start = performance.now()
      await runScript(connection, down, () => record.remove(name))
      done({ name, duration: performance.now() - start })
    }
  })
}

interface Change {
  readonly connection: Parameters<typeof runScript>[0]
  readonly record: MigrationRecord
  readonly done: (done: MigrationDone) => void
}

async function change(
  engine: Engine,
  { folder, lockTimeout = '1m', onDone }: MigrateOptions,
  work: (migrations: readonly Migration[], change: Change) => Promise<void>,
): Promise<MigrationDone[]> {
  const patience = parseDuration(lockTimeout, 'migrate()')
  const migrations = await readMigrations(migrationsFolder(folder))
  const all: MigrationDone[] = []
  const done = (one: MigrationDone): void => {
    all.push(one)
    onDone?.(one)
  }
  await withMigrationLock(engine, patience, async (connection) => {
    const record = await openRecord(connection)
    await record.create()
    await work(migrations, { connection, record, done })
  })
  return all
}

function withDown({ name, down, up }: Migration) {
  if (down !== undefined) return { name, down }
  throw new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: up.file,
    cause: 'there is no file that undoes it',
    remedy: `write ${name}.down.sql beside it, or undo it by a new migration`,
  })
}
