import { migrate, openDatabase } from '@vivace/data'
import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { expect, it } from 'vitest'
import { data } from './app.ts'
import { seed } from './seed.ts'

it.skipIf(noPostgres !== undefined)('fills a database that is migrated', async () => {
  await using server = await PostgresDatabase.open()
  await using opened = await openDatabase({ url: server.url })
  await migrate(opened.engine, { folder: data.options.migrations })
  await seed(server.url)
  expect(await server.query('select owner, balance from accounts order by id')).toEqual([
    { owner: 'Ann', balance: 100 },
    { owner: 'Bob', balance: 0 },
  ])
})
