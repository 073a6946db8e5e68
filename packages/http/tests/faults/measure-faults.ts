/**
 * What calls to a faulty service cost, measured: `npx tsx packages/http/tests/faults/measure-faults.ts`.
 * 200 calls of each fault, 50 at once; how late each ended beyond its policy's time, and what it took.
 */
import { UpstreamError } from '@vivace/http'
import { openClient } from '../fixtures/open-client.ts'
import { startUpstream } from './upstream-process.ts'

/** The longest that a call may take: the time to read where nothing comes, the total where too little does. */
const read = 300
const total = 1_000
const paths = [
  ['/hang', '/slow-head', '/stalled-body', '/slow-body', '/reset', '/close', '/garbage', '/two-lengths'],
  ['/endless-head', '/truncated', '/broken-chunk', '/large', '/bomb', '/layers', '/no-gzip', '/loop'],
  ['/to-file', '/busy', '/too-many', '/error', '/large-error'],
].flat()

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

const upstream = await startUpstream()
const policies = {
  default: { connect: 1_000, read, total, attempts: 1, breaker: false },
  again: { attempts: 3, backoff: 20, breaker: false },
  guarded: { attempts: 3, backoff: 20, breaker: {} },
} as const
await using opened = await openClient({
  policies,
  keptAliveFor: 100,
})

type Policy = keyof typeof policies

async function call(path: string, policy: Policy): Promise<{ milliseconds: number; failure: string }> {
  const begun = performance.now()
  const failure = await opened.http
    .get(`${upstream.url}${path}`, { policy, returns: 'text' })
    .then(() => 'none')
    .catch((error: unknown) => (error instanceof UpstreamError ? error.failure : String(error)))
  return { milliseconds: performance.now() - begun, failure }
}

async function many(path: string, policy: Policy, count = 200): Promise<Awaited<ReturnType<typeof call>>[]> {
  const ended: Awaited<ReturnType<typeof call>>[] = []
  for (let at = 0; at < count; at += 50)
    ended.push(...(await Promise.all(Array.from({ length: 50 }, () => call(path, policy)))))
  return ended
}

async function countOf(path: string): Promise<number> {
  // What the service tells of itself.
  const counts = (await (await fetch(`${upstream.url}/counts`)).json()) as Record<string, number>
  return counts[path] ?? 0
}

await many('/ok', 'default')
for (const path of paths) await many(path, 'default', 50)
const before = process.memoryUsage().rss
let worst = 0
for (const path of paths) {
  const ended = await many(path, 'default')
  const slowest = Math.max(...ended.map(({ milliseconds }) => milliseconds))
  const failures = [...new Set(ended.map(({ failure }) => failure))].join(', ')
  const limit = ['/slow-body', '/large', '/bomb'].includes(path) ? total : read
  worst = Math.max(worst, slowest - limit)
  say(`${path.padEnd(16)} ${failures.padEnd(10)} slowest ${slowest.toFixed(0)} ms`)
}
const grown = (process.memoryUsage().rss - before) / 1_048_576
say(
  `${paths.length * 200} calls; the latest ${worst.toFixed(0)} ms after its time; RSS ${grown.toFixed(1)} MiB more`,
)

for (const policy of ['again', 'guarded'] as const) {
  const known = await countOf('/close')
  for (let at = 0; at < 1_000; at += 1) await call('/close', policy)
  const attempts = (await countOf('/close')) - known
  say(`1000 calls in an outage, ${policy}: ${attempts} attempts`)
}
await new Promise((resolve) => setTimeout(resolve, 1_500))
say(`connections left: ${opened.http.stats().open}`)
await upstream.kill()
