import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineAuth, memoryAuth, memoryMailer, openKeys } from '@vivace/auth'
import { type Engine, filters, keysetPagination, migrate, openEngine } from '@vivace/data'
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { App } from 'vivace'
import { testClient } from 'vivace/testing'
import type { DefinitionCode } from '../../src/errors/index.ts'

/** What the folder of a mistake is called in messages; `/shop` on the page. */
export const shopFolder = join(tmpdir(), 'vivace-shop-')

const items = pgTable('items', { name: text().notNull(), tags: jsonb() })

/** Does something in a folder that is gone afterwards. */
async function inFolder(work: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(shopFolder)
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Migrates a database by two files, after which `changed` takes the place of the second one. */
async function migrating(users: string, addAge: string, changed?: string): Promise<void> {
  await inFolder(async (folder) => {
    const engine = await openEngine({ url: 'memory:' })
    try {
      await migrateBy(engine, folder, { users, addAge })
      if (changed !== undefined) await migrateBy(engine, folder, { users, addAge: changed })
    } finally {
      await engine.close()
    }
  })
}

async function migrateBy(
  engine: Engine,
  folder: string,
  { users, addAge }: { readonly users: string; readonly addAge: string },
): Promise<void> {
  const migrations = join(folder, 'migrations')
  mkdirSync(migrations, { recursive: true })
  writeFileSync(join(migrations, '0001_create-users.sql'), users)
  writeFileSync(join(migrations, '0002_add-age.sql'), addAge)
  await migrate(engine, { folder: migrations })
}

/** The mistakes that are made with `@vivace/auth` and `@vivace/data`. */
export const batteryMistakes = {
  AUTH_KEYS_INVALID: () => openKeys({ environment: { NODE_ENV: 'production' } }),
  AUTH_OPTION_INVALID: async () => {
    const auth = defineAuth({
      store: memoryAuth(),
      issuer: 'https://shop.example',
      mailer: memoryMailer(),
      accessTokenLifetime: '2h',
    })
    const app = new App({ title: 'Shop', version: '1.0.0' })
    app.include(auth.router)
    await testClient(app)
  },
  EMBEDDED_DATABASE_SHARED: () =>
    inFolder(async (folder) => {
      const directory = join(folder, '.vivace/data')
      const engine = await openEngine({ directory })
      try {
        await openEngine({ directory })
      } finally {
        await engine.close()
      }
    }),
  FILTER_INVALID: () => filters({ tags: items.tags }),
  MIGRATION_FAILED: () =>
    migrating(
      'create table users (id int, age int);',
      '-- How old a user is.\nalter table users add column age int;',
    ),
  MIGRATIONS_INVALID: () =>
    migrating(
      'create table users (id int);',
      'alter table users add column age int;',
      'alter table users add column age text;',
    ),
  SORT_INVALID: () => keysetPagination([items.name]),
} as const satisfies Partial<Record<DefinitionCode, () => unknown>>
