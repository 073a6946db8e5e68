import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { index, integer, pgEnum, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { createEmptyMigration, createMigration } from '../../src/snapshots/create-migration.ts'
import { findDrift } from '../../src/snapshots/find-drift.ts'
import { migrationTexts } from '../../src/snapshots/migration-texts.ts'
import { MigrationsFolder } from './migrations-folder.ts'

const role = pgEnum('role', ['admin', 'user'])
const users = pgTable('users', { id: integer().primaryKey(), name: text().notNull(), role: role() }, () => [
  pgPolicy('own', { using: sql`true` }),
])
const aged = pgTable(
  'users',
  { id: integer().primaryKey(), name: text().notNull(), role: role(), age: integer() },
  () => [pgPolicy('own', { using: sql`true` })],
)
const renamed = pgTable(
  'users',
  { id: integer().primaryKey(), fullName: text('full_name').notNull(), role: role() },
  () => [pgPolicy('own', { using: sql`true` })],
)

const namesOf = (files: readonly string[]) => files.map((file) => file.split('/').at(-1))

describe('createMigration()', () => {
  it('writes the first one, with enums and policies, and then only what has changed', async () => {
    using folder = new MigrationsFolder()
    const at = { folder: join(folder.path, 'new') }
    const [first = ''] = await createMigration({ ...at, name: 'create-users', schema: { role, users } })
    expect(namesOf([first])).toEqual(['0001_create-users.sql'])
    const made = readFileSync(first, 'utf8')
    expect(made).toContain(`CREATE TYPE "public"."role" AS ENUM('admin', 'user');`)
    expect(made).toContain('ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;')
    expect(made).toContain('CREATE POLICY "own" ON "users"')
    expect(await createMigration({ ...at, name: 'again', schema: { role, users } })).toEqual([])
    const [second = ''] = await createMigration({ ...at, name: 'add-age', schema: { role, users: aged } })
    expect(namesOf([second])).toEqual(['0002_add-age.sql'])
    expect(readFileSync(second, 'utf8')).toBe('ALTER TABLE "users" ADD COLUMN "age" integer;\n')
    expect(readdirSync(join(at.folder, 'meta'))).toEqual(['0001_snapshot.json', '0002_snapshot.json'])
  })

  it('gives an index that is made concurrently a file without a transaction', async () => {
    using folder = new MigrationsFolder()
    const indexed = pgTable('users', { name: text() }, (table) => [
      index('users_name').on(table.name).concurrently(),
    ])
    const files = await createMigration({ folder: folder.path, name: 'create-users', schema: { indexed } })
    expect(namesOf(files)).toEqual(['0001_create-users.sql', '0002_create-users-concurrently.sql'])
    expect(readFileSync(files[1] ?? '', 'utf8')).toMatch(
      /^-- vivace: no transaction\nCREATE INDEX CONCURRENTLY /,
    )
    expect(readdirSync(join(folder.path, 'meta'))).toEqual(['0002_snapshot.json'])
  })

  it('does not guess what was renamed where it cannot ask, and leaves it to who writes by hand', async () => {
    using folder = new MigrationsFolder()
    const at = { folder: folder.path }
    await createMigration({ ...at, name: 'create-users', schema: { role, users } })
    const rename = { ...at, name: 'rename', schema: { role, users: renamed } }
    await expect(createMigration(rename)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('columns of users: name → full_name'),
    })
    const [file = ''] = await createMigration({ ...rename, by: 'hand' })
    expect(readFileSync(file, 'utf8')).toMatch(/^-- Write the statements here/)
    expect(await findDrift(folder.path, rename)).toEqual([])
  })

  it('refuses what is no name', async () => {
    using folder = new MigrationsFolder()
    await expect(createEmptyMigration({ folder: folder.path, name: '../add age' })).rejects.toThrow(
      'is no name of a migration',
    )
  })

  it('ends every statement', () => {
    expect(migrationTexts(['select 1', 'select 2;\n'])).toEqual(['select 1;\n\nselect 2;\n'])
  })
})

describe('createEmptyMigration()', () => {
  it('leaves the tables what they are, so that what else has changed is still found', async () => {
    using folder = new MigrationsFolder()
    await createMigration({ folder: folder.path, name: 'create-users', schema: { role, users } })
    expect(namesOf(await createEmptyMigration({ folder: folder.path, name: 'fill' }))).toEqual([
      '0002_fill.sql',
    ])
    expect(await findDrift(folder.path, { schema: { role, users: aged } })).toEqual(['tables public.users'])
    const [file] = await createMigration({
      folder: folder.path,
      name: 'add-age',
      schema: { role, users: aged },
    })
    expect(namesOf([file ?? ''])).toEqual(['0003_add-age.sql'])
  })
})

describe('findDrift()', () => {
  it('names what no migration makes', async () => {
    using folder = new MigrationsFolder()
    expect(await findDrift(folder.path, { schema: { role, users } })).toEqual([
      'tables public.users',
      'enums public.role',
    ])
    await createMigration({ folder: folder.path, name: 'create-users', schema: { role, users } })
    expect(await findDrift(folder.path, { schema: { role, users } })).toEqual([])
    expect(await findDrift(folder.path, { schema: { role } })).toEqual(['tables public.users'])
  })

  it('says which snapshot is no JSON', async () => {
    using folder = new MigrationsFolder()
    await createMigration({ folder: folder.path, name: 'create-users', schema: { role, users } })
    folder.write({ 'meta/0001_snapshot.json': '<<<<<<< HEAD' })
    await expect(findDrift(folder.path, { schema: {} })).rejects.toThrow(
      /meta\/0001_snapshot\.json: it is no JSON/,
    )
  })
})
