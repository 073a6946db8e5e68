import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'
import { config } from './settings.ts'

it('answers with what the settings say', async () => {
  using _ = app.override(config, () => ({ shopName: 'Corner shop', maxItems: 5 }))
  await using client = await testClient(app, { baseUrl: 'https://shop.example' })
  expect((await client.get('/')).json()).toEqual({ name: 'Corner shop' })
  expect((await client.get('/health/ready')).json()).toEqual({ status: 'ok' })
})

it('has nothing that keeps it from going live', () => {
  const command = new URL('../../../../node_modules/vivace/dist/cli/bin.js', import.meta.url).pathname
  const here = new URL('.', import.meta.url).pathname
  const { status, stdout } = spawnSync(process.execPath, [command, 'check', '--production', 'app.ts'], {
    cwd: here,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  expect(stdout).toContain('Nothing was found.')
  expect(status).toBe(0)
})
