import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { serve } from 'vivace/node'
import { app } from './app.ts'

it('answers the hosts that it is for, over HTTPS', async () => {
  await using shop = await testClient(app, { baseUrl: 'https://www.shop.example' })
  expect((await shop.get('/seen')).json()).toEqual({
    client: '127.0.0.1',
    url: 'https://www.shop.example/seen',
  })
  await using other = await testClient(app, { baseUrl: 'https://other.example' })
  expect((await other.get('/seen')).status).toBe(400)
  expect((await other.get('/health/ready')).status).toBe(200)
  await using plain = await testClient(app, { baseUrl: 'http://shop.example' })
  const answer = await plain.get('/seen')
  expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://shop.example/seen'])
})

it('ends what would never end when it stops', async () => {
  const server = await serve(app, { port: 0, host: '127.0.0.1', announce: false, signals: false })
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' }
  expect((await fetch(`${server.url}/seen`, { headers, redirect: 'manual' })).status).toBe(400)
  await server.stop()
})

it.skipIf(spawnSync('haproxy', ['-v']).status !== 0)('has a configuration that HAProxy takes', () => {
  const file = new URL('haproxy.cfg', import.meta.url).pathname
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' })
  expect(stderr).not.toContain('ALERT')
  expect(status).toBe(0)
})
