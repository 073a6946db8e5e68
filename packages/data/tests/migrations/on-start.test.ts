import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { healthRouter } from '@vivace/telemetry'
import { App, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DatabaseOptions, databaseOf } from '../../src/app/define-database.ts'
import { migrationsCheck } from '../../src/app/migrations-check.ts'
import { migrate } from '../../src/migrations/migrate.ts'
import { MigrationsFolder } from './migrations-folder.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const users = { '0001_create-users.sql': 'create table users (id int primary key);' }

/** An app that says whether its migrations are applied. */
function appWith(options: DatabaseOptions) {
  const data = databaseOf({ log: silentLogger, ...options })
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  app.include(healthRouter({ checks: { migrations: migrationsCheck(data) } }))
  app.get('/migrate', { inputs: { engine: data.engine } }, async ({ engine }) => {
    await migrate(engine, { folder: options.migrations ?? '' })
  })
  return app
}

describe('an app with migrations', () => {
  it.skipIf(noPostgres !== undefined)(
    'is not ready while any is pending, and does not ask again when none is',
    async () => {
      await using database = await PostgresDatabase.open()
      using folder = new MigrationsFolder(users)
      await using client = await testClient(appWith({ url: database.url, migrations: folder.path }))
      const before = await client.get('/health/ready')
      expect([before.status, before.json()]).toMatchObject([
        503,
        { checks: { migrations: { status: 'failed', reason: '1 migration is pending.' } } },
      ])
      await client.get('/migrate')
      expect((await client.get('/health/ready')).status).toBe(200)
      await database.query('drop table vivace_migrations')
      expect((await client.get('/health/ready')).status).toBe(200)
    },
  )

  it.skipIf(noPostgres !== undefined)('applies them when it starts, if it was asked to', async () => {
    await using database = await PostgresDatabase.open()
    using folder = new MigrationsFolder(users)
    vi.stubEnv('VIVACE_MIGRATE', 'start')
    const lines: string[] = []
    const log = { ...silentLogger, info: (message: string) => lines.push(message) }
    await using client = await testClient(appWith({ url: database.url, migrations: folder.path, log }))
    expect((await client.get('/health/ready')).status).toBe(200)
    expect(lines).toContain('A migration was applied.')
  })

  it.skipIf(noPostgres !== undefined)(
    'does not start where one fails, and is not ready where files have changed',
    async () => {
      await using database = await PostgresDatabase.open()
      using folder = new MigrationsFolder(users)
      vi.stubEnv('VIVACE_MIGRATE', 'start')
      const app = () => appWith({ url: database.url, migrations: folder.path })
      await (await testClient(app()))[Symbol.asyncDispose]()
      folder.write({ '0001_create-users.sql': 'select 1;' })
      await expect(testClient(app())).rejects.toMatchObject({ code: 'MIGRATIONS_INVALID' })
      vi.stubEnv('VIVACE_MIGRATE', '')
      await using client = await testClient(app())
      expect((await client.get('/health/ready')).json()).toMatchObject({
        checks: { migrations: { reason: 'The database and the migrations of this app have parted.' } },
      })
    },
  )

  it('is always up to date in memory', async () => {
    using folder = new MigrationsFolder(users)
    await using client = await testClient(appWith({ url: 'memory:', migrations: folder.path }))
    expect((await client.get('/health/ready')).status).toBe(200)
  })
})
