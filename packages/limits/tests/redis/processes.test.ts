import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { many, type Statuses } from '../fixtures/many.ts'
import { limitedServer } from '../fixtures/limited-program.ts'
import { noRedisServer, Program, RedisServer } from '@vivace/fixtures'

/** How many processes ask, as well as the two that answer: eight with `VIVACE_LIMITS=long`. */
const askers = process.env['VIVACE_LIMITS'] === 'long' ? 8 : 2
const asking = new URL('../fixtures/asking-program.ts', import.meta.url)

describe('two processes that count in one Redis', () => {
  if (noRedisServer === undefined) twoProcesses()
  else it('let exactly as many requests pass as the limit says', ({ skip }) => skip(noRedisServer))
})

function twoProcesses(): void {
  let redis: RedisServer
  let servers: readonly Program[]
  let urls: readonly string[]
  beforeAll(async () => {
    redis = await RedisServer.open()
    servers = [1, 2].map(() => limitedServer({ REDIS_URL: redis.url }))
    urls = await Promise.all(servers.map((server) => server.url()))
  })
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]()
    await redis[Symbol.asyncDispose]()
  })

  const open = (times: number, key: string): Promise<Statuses> =>
    many(urls.map((url) => `${url}/open`), key, times) // prettier-ignore

  it('let exactly as many pass of 10,000 requests that several processes send at once (T56)', async () => {
    const args = [String(10_000 / askers), 'everybody', ...urls.map((url) => `${url}/open`)]
    const clients = Array.from({ length: askers }, () => new Program(asking, { args }))
    const statuses = await Promise.all(clients.map(statusesOf))
    for (const client of clients) await client.kill()
    expect(summed(statuses)).toEqual({ 200: 100, 429: 9_900 })
  })

  it('count by themselves while there is no Redis: each its share, none of them fails, logins are refused', async () => {
    expect(await open(60, 'before')).toEqual({ 200: 60 })
    // Each hears every two seconds how many they are.
    await delay(4_000)
    const during = open(6_000, 'during')
    await redis.kill()
    const { 200: passed = 0, 429: refused = 0, ...others } = await during
    expect(others).toEqual({})
    expect(passed + refused).toBe(6_000)
    // What was counted together before the end, and then each process half of it.
    expect(passed).toBeGreaterThanOrEqual(100)
    expect(passed).toBeLessThanOrEqual(200)
    for (const url of urls) expect(await many([`${url}/open`], 'apart', 500)).toEqual({ 200: 50, 429: 450 })
    const logins = await many(urls.map((url) => `${url}/login`), 'ann', 100) // prettier-ignore
    expect(logins).toEqual({ 503: 100 })
    const refusal = await fetch(`${urls[0] ?? ''}/login`, { headers: { 'x-key': 'ann' } })
    expect(refusal.headers.get('retry-after')).toBe('2')
    expect(await refusal.json()).toMatchObject({ code: 'rate-limit-unavailable' })
  })

  it('count together again when Redis is back', async () => {
    await redis.start()
    const asking = askUntilBack()
    await Promise.all(servers.map((server) => server.says('Rate limits are counted together again.')))
    asking.stop()
    expect(await open(1_000, 'after')).toEqual({ 200: 100, 429: 900 })
    const logins = await many(urls.map((url) => `${url}/login`), 'bob', 50) // prettier-ignore
    expect(logins).toEqual({ 200: 5, 429: 45 })
  })

  // A process finds out with a request.
  function askUntilBack(): { stop: () => void } {
    const timer = setInterval(() => void open(4, 'probe'), 50)
    return { stop: () => clearInterval(timer) }
  }
}

async function statusesOf(client: Program): Promise<Statuses> {
  await client.says('}\n')
  // As the program writes it.
  return JSON.parse(client.out.slice(client.out.indexOf('{'))) as Statuses
}

function summed(all: readonly Statuses[]): Statuses {
  const sum: Record<string, number> = {}
  for (const each of all)
    for (const [status, times] of Object.entries(each)) sum[status] = (sum[status] ?? 0) + times
  return sum
}
