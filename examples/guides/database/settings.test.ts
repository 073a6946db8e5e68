import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { sql } from 'drizzle-orm'
import { App } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { database } from './settings.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

it.skipIf(noPostgres !== undefined)('takes its address from the settings', async () => {
  await using server = await PostgresDatabase.open()
  vi.stubEnv('DATABASE_URL', server.url)
  const app = new App({ title: 'Shop', version: '1.0.0' })
  app.get(
    '/',
    { inputs: { database } },
    async ({ database }) => (await database.execute(sql`show statement_timeout`)).rows,
  )
  await using client = await testClient(app)
  expect((await client.get('/')).json()).toEqual([{ statement_timeout: '5s' }])
})
