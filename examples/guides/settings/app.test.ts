import { afterEach, expect, it } from 'vitest'
import { secret } from 'vivace/settings'
import { testClient } from 'vivace/testing'
import { app, config } from './app.ts'

afterEach(() => {
  delete process.env['DATABASE_URL']
  delete process.env['PAGE_SIZE']
})

it('reads the settings when the app starts', async () => {
  process.env['DATABASE_URL'] = 'postgres://db.example/shop'
  process.env['PAGE_SIZE'] = '50'
  await using client = await testClient(app)
  expect((await client.get('/page')).json()).toEqual({ size: 50, on: 'db.example' })
})

it('names what is wrong', async () => {
  process.env['PAGE_SIZE'] = '1000'
  await expect(app.start()).rejects.toThrow(
    'settings: 2 variables are wrong:\n  DATABASE_URL is missing\n  PAGE_SIZE must be at most 100',
  )
})

// #region override
it('uses the settings of a test', async () => {
  using _ = app.override(config, () => ({
    databaseUrl: secret('postgres://test/shop'),
    pageSize: 3,
    admins: [],
  }))
  await using client = await testClient(app)
  expect((await client.get('/page')).json()).toEqual({ size: 3, on: 'test' })
})
// #endregion override
