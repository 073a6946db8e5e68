import { spawnSync } from 'node:child_process'
import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { afterEach, expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

it('answers probes by any name, and the public by its own', async ({ skip }) => {
  skip(noRedisServer !== undefined, noRedisServer)
  await using server = await RedisServer.open()
  vi.stubEnv('REDIS_URL', server.url)
  await using probe = await testClient(app, { baseUrl: 'http://10.0.0.11:8000' })
  expect((await probe.get('/health/live')).status).toBe(200)
  expect((await probe.get('/api/items')).status).toBe(400)
  await using client = await testClient(app, { baseUrl: 'https://shop.example' })
  const answer = await client.get('/api/items')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('ratelimit')).toContain('"default";r=99')
  const metrics = (await probe.get('/metrics')).text()
  expect(metrics).toContain('rate_limit_requests_total{limit="default",outcome="allowed"} 1\n')
})

it('stays ready without Redis, and says that it is gone', async ({ skip }) => {
  skip(noRedisServer !== undefined, noRedisServer)
  await using server = await RedisServer.open()
  vi.stubEnv('REDIS_URL', server.url)
  await using client = await testClient(app, { baseUrl: 'https://shop.example' })
  expect((await client.get('/health/ready')).json()).toMatchObject({ checks: { redis: { status: 'ok' } } })
  await server.kill()
  const answer = await client.get('/health/ready')
  expect([answer.status, answer.json()]).toMatchObject([200, { checks: { redis: { status: 'failed' } } }])
  expect((await client.get('/api/items')).status).toBe(200)
})

it('has a configuration that HAProxy takes', ({ skip }) => {
  skip(spawnSync('haproxy', ['-v']).status !== 0, 'there is no haproxy on the path')
  const file = new URL('haproxy.cfg', import.meta.url).pathname
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' })
  expect(stderr).not.toContain('ALERT')
  expect(status).toBe(0)
})

it('has a configuration that Prometheus takes', ({ skip }) => {
  skip(spawnSync('promtool', ['--version']).status !== 0, 'there is no promtool on the path')
  const file = new URL('prometheus.yml', import.meta.url).pathname
  const { status, stdout } = spawnSync('promtool', ['check', 'config', file], { encoding: 'utf8' })
  expect([status, stdout]).toEqual([0, expect.stringContaining('SUCCESS')])
})
