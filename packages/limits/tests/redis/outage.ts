import { setTimeout as delay } from 'node:timers/promises'
import { limitedServer } from '../fixtures/limited-program.ts'
import { RedisServer } from '@vivace/fixtures'

// What requests see of 10 s without Redis, at 300 a second over two processes, every fifth a login:
//
//     npx tsx packages/limits/tests/redis/outage.ts

interface Seen {
  readonly path: string
  readonly status: number
  readonly at: number
  readonly took: number
}

const seen: Seen[] = []

async function ask(url: string, path: string, key: string): Promise<void> {
  const at = performance.now()
  const status = await fetch(url + path, { headers: { 'x-key': key } }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.status
    },
    () => 0,
  )
  seen.push({ path, status, at, took: performance.now() - at })
}

function tell(name: string, from: number, to: number): void {
  const span = seen.filter(({ at }) => at >= from && at < to)
  const times = span.map(({ took }) => took).sort((one, other) => one - other)
  const statuses: Record<string, number> = {}
  for (const { path, status } of span) {
    statuses[`${path} ${status}`] = (statuses[`${path} ${status}`] ?? 0) + 1
  }
  const figure = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  const all = `p50 ${figure(0.5)} ms, p99 ${figure(0.99)} ms, slowest ${figure(1)} ms`
  process.stdout.write(`${name}: ${all} ${JSON.stringify(statuses)}\n`)
}

await using redis = await RedisServer.open()
await using one = limitedServer({ REDIS_URL: redis.url, REDIS_TIMEOUT: '100' })
await using other = limitedServer({ REDIS_URL: redis.url, REDIS_TIMEOUT: '100' })
const urls = [await one.url(), await other.url()]
let sent = 0
const load = setInterval(() => {
  for (let at = 0; at < 3; at++) {
    sent += 1
    void ask(urls[sent % 2] ?? '', sent % 5 === 0 ? '/login' : '/open', `client ${sent % 400}`)
  }
}, 10)

await delay(5_000)
const gone = performance.now()
await redis.kill()
await delay(10_000)
await redis.start()
const back = performance.now()
await delay(6_000)
clearInterval(load)
await delay(500)

tell('with Redis', gone - 4_000, gone)
tell('the first second without', gone, gone + 1_000)
tell('the rest of the ten', gone + 1_000, back)
tell('the first two seconds with Redis again', back, back + 2_000)
tell('after that', back + 2_000, Infinity)
const late = seen.filter(({ status }) => status === 503).map(({ at }) => at - back)
process.stdout.write(`the last 503: ${Math.max(...late).toFixed(0)} ms after the return\n`)
