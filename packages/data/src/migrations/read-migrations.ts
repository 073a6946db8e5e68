import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DefinitionError } from 'vivace'
import type { Migration } from './migration.ts'
import { readScript } from './read-script.ts'

/** A file of SQL in a folder of migrations. */
interface SqlFile {
  readonly name: string
  readonly isDown: boolean
  readonly path: string
}

/**
 * The migrations of a folder, in their order; none if there is no such folder.
 *
 *     await readMigrations('/shop/migrations')    // [{ number: 1, name: '0001_create-users', … }]
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID for files that are not called as migrations are, for two with one
 * number, and for files that begin or end transactions.
 */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await sqlFiles(folder)).map((file) => fileOf(folder, file))
  const ups = files.filter(({ isDown }) => !isDown)
  const downs = new Map(files.filter(({ isDown }) => isDown).map((file) => [file.name, file]))
  const migrations = await Promise.all(ups.map((up) => read(up, downs.get(up.name))))
  migrations.sort((one, other) => one.number - other.number)
  migrations.forEach((migration, at) => requireOwnNumber(migration, migrations[at - 1]))
  for (const { name, path } of downs.values())
    if (!ups.some((up) => up.name === name)) throw withoutUp(name, path)
  return migrations
}

async function read(up: SqlFile, down: SqlFile | undefined): Promise<Migration> {
  // A checkout on Windows may have given the lines another end.
  const text = (await readFile(up.path, 'utf8')).replaceAll('\r\n', '\n')
  return {
    number: Number(up.name.slice(0, 4)),
    name: up.name,
    checksum: createHash('sha256').update(text).digest('hex'),
    up: readScript(up.path, text),
    down: down && readScript(down.path, await readFile(down.path, 'utf8')),
  }
}

async function sqlFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function fileOf(folder: string, file: string): SqlFile {
  const [, name = '', down] = /^(\d{4}_[\w-]+)(\.down)?\.sql$/.exec(file) ?? []
  const path = join(folder, file)
  if (name !== '') return { name, isDown: down !== undefined, path }
  throw new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: path,
    cause: 'it is not called as a migration is, and nobody could tell when it comes',
    remedy: "give it a number of four digits and a name, as in '0001_create-users.sql', or another extension",
  })
}

function requireOwnNumber(migration: Migration, before: Migration | undefined): void {
  if (before?.number !== migration.number) return
  throw new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: migration.up.file,
    cause: `it has the number of ${before.name}.sql, perhaps because two branches were merged`,
    remedy: 'give the next free number to the one that no database has had yet, and to its snapshot in meta',
  })
}

function withoutUp(name: string, path: string): DefinitionError {
  return new DefinitionError({
    code: 'MIGRATIONS_INVALID',
    where: path,
    cause: `it undoes ${name}.sql, which is not there`,
    remedy: 'bring that file back, or delete this one',
  })
}
