import { DefinitionError } from 'vivace'
import type { AppliedMigration, Migration } from './migration.ts'

/**
 * The migrations that a database has not had yet, in their order.
 *
 *     pendingMigrations(await readMigrations(folder), await record.list())
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID if files and database have parted: a file was changed or is gone after it
 * was applied, a new one comes before one that was, or nobody has written it yet.
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): Migration[] {
  checkHistory(migrations, applied)
  const names = new Set(applied.map(({ name }) => name))
  const pending = migrations.filter(({ name }) => !names.has(name))
  const unwritten = pending.find(({ up }) => up.statements.length === 0)
  if (unwritten !== undefined) throw empty(unwritten)
  return pending
}

/** Throws `DefinitionError` MIGRATIONS_INVALID if files and database have parted. */
export function checkHistory(migrations: readonly Migration[], applied: readonly AppliedMigration[]): void {
  const fault = faultOf(migrations, applied)
  if (fault !== undefined) throw fault
}

/** What is wrong between files and database; `undefined` if nothing is. */
export function faultOf(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): DefinitionError | undefined {
  const files = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const file = files.get(name)
    if (file === undefined) return missing(name)
    if (file.checksum !== checksum) return changed(file)
  }
  const names = new Set(applied.map(({ name }) => name))
  const last = migrations.findLast(({ name }) => names.has(name))
  const late = migrations.find(({ name, number }) => !names.has(name) && number < (last?.number ?? 0))
  return late && last && outOfOrder(late, last)
}

/** What `create --empty` has made: once it were applied, writing it would be a change. */
function empty({ up }: Migration): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: up.file,
    cause: 'it has no statement: nobody has written it yet',
    remedy: 'write it, or delete it',
  })
}

function missing(name: string): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: `migration ${name}`,
    cause: 'the database has had it, and its file is gone',
    remedy: `bring ${name}.sql back from version control: what it did is undone by a new migration`,
  })
}

function changed({ name, up }: Migration): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: up.file,
    cause: 'it was changed after the database has had it, so that other databases would become different',
    remedy: `bring ${name}.sql back as it was, and put the change into a new migration`,
  })
}

function outOfOrder(late: Migration, last: Migration): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: late.up.file,
    cause: `it comes before ${last.name}.sql, which the database has had already`,
    remedy: 'give it the next free number, and its snapshot in meta as well',
  })
}
