/**
 * What calls to a faulty service cost, measured:
 * `NODE_OPTIONS=--expose-gc npx tsx packages/http/tests/faults/measure-faults.ts`.
 * 200 calls of each fault, 50 at once; how late each ended beyond its policy's time, and what it took.
 */
import { UpstreamError } from '@vivace/http'
import * as z from 'zod'
import { openClient, type OpenClient } from '../fixtures/open-client.ts'
import { privatePlaces, redirectingTransport } from './private-places.ts'
import { startBlackHole, startUpstream } from './upstream-process.ts'

/** The longest that a call may take: the time to connect or to read where nothing comes, the total elsewhere. */
const [connect, read, total] = [300, 300, 1_000]
const paths = [
  ['/hang', '/slow-head', '/stalled-body', '/slow-body', '/reset', '/close', '/garbage', '/two-lengths'],
  ['/endless-head', '/endless-hints', '/truncated', '/reset-body', '/broken-chunk', '/large', '/tiny-chunks'],
  ['/bomb', '/layers', '/no-gzip', '/half-gzip', '/deep', '/loop', '/to-file', '/busy', '/too-many'],
  ['/error', '/large-error', '/no-status', '/other-shape'],
].flat()
/** Faults that keep sending: only the total ends them. */
const sending = ['/slow-body', '/large', '/tiny-chunks', '/bomb']

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

const policies = {
  default: { connect, read, total, attempts: 1, breaker: false },
  // The longest of all is how long a connection is tried for.
  llm: { connect },
  health: { connect },
  webhook: { connect },
  again: { attempts: 3, backoff: 20, breaker: false },
  guarded: { attempts: 3, backoff: 20, breaker: {} },
} as const

type Policy = 'default' | 'again' | 'guarded'

interface Outcome {
  readonly milliseconds: number
  readonly failure: string
}

async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  const begun = performance.now()
  const failure = await call()
    .then(() => 'none')
    .catch((error: unknown) => (error instanceof UpstreamError ? error.failure : String(error)))
  return { milliseconds: performance.now() - begun, failure }
}

async function many(call: () => Promise<unknown>, count = 200): Promise<Outcome[]> {
  const ended: Outcome[] = []
  for (let at = 0; at < count; at += 50)
    ended.push(...(await Promise.all(Array.from({ length: 50 }, () => outcomeOf(call)))))
  return ended
}

const upstream = await startUpstream()
const refusing = await startUpstream()
await refusing.kill()
const blackHole = await startBlackHole()
const plain = await openClient({ policies, keptAliveFor: 100 })
const guarded = await openClient({ policies, keptAliveFor: 100 }, { open: redirectingTransport() })

interface Fault {
  readonly name: string
  readonly limit: number
  readonly call: () => Promise<unknown>
}

const get = ({ http }: OpenClient<Policy>, url: string, policy: Policy = 'default'): Promise<unknown> =>
  http.get(url, { policy, returns: z.object({ ok: z.boolean() }) })
const safely = (url: string) => (): Promise<unknown> => guarded.http.safeFetch(url)

const faults: readonly Fault[] = [
  { name: 'refused', limit: connect, call: () => get(plain, refusing.url) },
  { name: 'black hole', limit: connect, call: () => get(plain, blackHole.url) },
  ...paths.map((path) => ({
    name: path,
    limit: sending.includes(path) ? total : read,
    call: () => get(plain, `${upstream.url}${path}`),
  })),
  ...privatePlaces(upstream.port).flatMap((place) => [
    { name: `safe ${place}`, limit: read, call: safely(place) },
    {
      name: `-> ${place}`,
      limit: read,
      call: safely(`http://public.example/?to=${encodeURIComponent(place)}`),
    },
  ]),
  { name: 'rebinding', limit: connect, call: safely(`http://rebinding.example:${upstream.port}/`) },
]

/** So that one fault does not pay for what another has left. */
async function settled(): Promise<void> {
  while (plain.http.stats().open + guarded.http.stats().open > 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

await many(() => get(plain, `${upstream.url}/ok`))
for (const { call } of faults) await many(call, 50)
const visits = async (path: string): Promise<number> => {
  // What the service tells of itself.
  const counts = (await (await fetch(`${upstream.url}/counts`)).json()) as Record<string, number>
  return counts[path] ?? 0
}
/** What is left of the memory when nothing is under way, garbage collected where that can be asked for. */
function residentBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss
}
const before = residentBytes()
let [worst, most] = [0, 0]
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
for (const { name, limit, call } of faults) {
  await settled()
  const ended = await many(call)
  const slowest = Math.max(...ended.map(({ milliseconds }) => milliseconds))
  worst = Math.max(worst, slowest - limit)
  const failures = [...new Set(ended.map(({ failure }) => failure))].join(', ')
  say(`${name.padEnd(50)} ${failures.padEnd(18)} slowest ${slowest.toFixed(0)} ms`)
}
clearInterval(watch)
const mebibytes = (bytes: number): string => ((bytes - before) / 1_048_576).toFixed(1)
say(`${faults.length} faults, ${faults.length * 200} calls; the latest ${worst.toFixed(0)} ms after its time`)
say(`RSS ${mebibytes(residentBytes())} MiB more at the end, ${mebibytes(most)} at the most`)
say(`visits to the private place: ${await visits('/')}`)

for (const policy of ['again', 'guarded'] as const) {
  const known = await visits('/close')
  for (let at = 0; at < 1_000; at += 1) await outcomeOf(() => get(plain, `${upstream.url}/close`, policy))
  say(`1000 calls in an outage, ${policy}: ${(await visits('/close')) - known} attempts`)
}
await settled()
say(`connections left: ${plain.http.stats().open + guarded.http.stats().open}`)
await Promise.all([plain, guarded, blackHole].map((one) => one[Symbol.asyncDispose]()))
await upstream.kill()
