import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { jsonLogger, type LogDestination } from '@vivace/telemetry'
import { testClient } from 'vivace/testing'
import { describe, expect, it, vi } from 'vitest'
import { ready } from './readiness.ts'

const password = 'hunter2-canary'

function recorded() {
  let text = ''
  const destination: LogDestination = { write: (lines) => void (text += lines) }
  return { log: jsonLogger({ destination }), logged: () => text }
}

/** Waits until the app says so, at most the five seconds that T70 allows. */
function within5s(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 5_000, interval: 50 })
}

describe('an app that needs a Redis (T70)', () => {
  it('is not ready while it is gone or hangs, says so without a secret, and is ready again by itself', async ({
    skip,
  }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using redis = await RedisServer.open({ password })
    const { log, logged } = recorded()
    await using client = await testClient(ready(log, { url: redis.url }))
    const says = async (live: number, readiness: number): Promise<void> => {
      expect((await client.get('/health/live')).status).toBe(live)
      const answer = await client.get('/health/ready')
      expect(answer.status).toBe(readiness)
      expect(answer.text()).not.toContain(password)
    }
    await says(200, 200)
    await redis.kill()
    await within5s(() => says(200, 503))
    expect((await client.get('/health/ready')).json()).toMatchObject({
      status: 'not-ready',
      checks: { redis: { status: 'failed' } },
    })
    await redis.start()
    await within5s(() => says(200, 200))
    redis.freeze()
    await within5s(() => says(200, 503))
    redis.thaw()
    await within5s(() => says(200, 200))
    expect(logged()).toContain('a health check failed')
    expect(logged()).not.toContain(password)
  })

  it('starts without it, and is ready when it is there', async ({ skip }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using redis = await RedisServer.open()
    await redis.kill()
    const { log } = recorded()
    await using client = await testClient(ready(log, { url: redis.url }))
    expect((await client.get('/health/live')).status).toBe(200)
    expect((await client.get('/health/ready')).status).toBe(503)
    await redis.start()
    await within5s(async () => expect((await client.get('/health/ready')).status).toBe(200))
  })

  it('ends with 78 at once where the password is wrong, and repeats neither the attempt nor the password', async ({
    skip,
  }) => {
    if (noRedisServer !== undefined) return skip(noRedisServer)
    await using redis = await RedisServer.open({ password })
    const program = fileURLToPath(new URL('readiness-program.ts', import.meta.url))
    const tsx = fileURLToPath(import.meta.resolve('tsx/cli'))
    const url = `redis://:wrong-canary@127.0.0.1:${redis.port}`
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, program], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], REDIS_URL: url },
      timeout: 60_000,
    })
    expect(status).toBe(78)
    expect(stdout + stderr).toContain('REDIS_INVALID')
    expect(stdout + stderr).not.toContain('canary')
    // Of the test: one when it was started, and this one.
    expect(String(await redis.call('INFO', 'stats'))).toMatch(/total_connections_received:3\r/)
  })
})
