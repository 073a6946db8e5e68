/**
 * Whether the event loop stays free (T60): how late `/ping` is answered at 100 requests a second, alone, beside POSTs of
 * 1 MB of validated JSON at 20 a second, and beside answers of 5 MB of checked JSON at 1 a second; and whether the lag
 * that `@vivace/telemetry` tells is what a timer of the server has seen.
 *
 *     npx tsx benchmarks/event-loop.ts
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { latencyOf } from './scale/latency.ts'

const seconds = 15
const server = fork(fileURLToPath(new URL('event-loop-server.ts', import.meta.url)), {
  execArgv: ['--import', 'tsx'],
  // Its log goes nowhere; it is written, as that of any server.
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
// What the server sends first.
const [{ port }] = (await once(server, 'message')) as [{ port: number }]
const agent = new Agent({ keepAlive: true })

interface Load {
  readonly path: string
  readonly perSecond: number
  readonly body?: Buffer
}

/** One request: the milliseconds to the end of its answer. */
function ask({ path, body }: Load): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }
    const asked = request({ port, host: '127.0.0.1', path, method, headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${method} ${path}: ${response.statusCode}`))
      response.resume().on('end', () => resolve(performance.now() - begun))
    })
    asked.on('error', reject).end(body)
  })
}

/** Asks so often for so long, whatever becomes of the answers; their times. */
async function run(load: Load): Promise<readonly number[]> {
  const asked: Promise<number>[] = []
  const begun = performance.now()
  for (let at = 0; at < seconds * load.perSecond; at += 1) {
    await wait(Math.max(0, begun + (at * 1_000) / load.perSecond - performance.now()))
    asked.push(ask(load))
  }
  return Promise.all(asked)
}

interface Lag {
  readonly p50: number
  readonly p99: number
  readonly worst: number
}

async function measure(name: string, beside?: Load): Promise<void> {
  server.send('reset')
  await wait(100)
  const [pings, others] = await Promise.all([
    run({ path: '/ping', perSecond: 100 }),
    beside === undefined ? [] : run(beside),
  ])
  server.send('tell')
  // What the server answers.
  const [{ probe, told }] = (await once(server, 'message')) as [{ probe: Lag; told: Lag }]
  const shown = ({ p50, p99, worst }: Lag): string =>
    `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} worst ${worst.toFixed(1)} ms`
  const difference = (100 * (told.p99 - probe.p99)) / probe.p99
  process.stdout.write(
    [
      name,
      `  /ping          ${shown(latencyOf(pings))}`,
      ...(others.length === 0 ? [] : [`  beside it      ${shown(latencyOf(others))}`]),
      `  lag, a timer   ${shown(probe)}`,
      `  lag, telemetry ${shown(told)}; p99 ${difference.toFixed(0)} %\n`,
    ].join('\n'),
  )
}

const items = Array.from({ length: 13_700 }, (_none, id) => ({
  id,
  name: `item ${id}`,
  price: id / 7,
  tags: ['a', 'b'],
}))
const body = Buffer.from(JSON.stringify(items))
process.stdout.write(`POST of ${body.length} bytes\n`)
for (let warm = 0; warm < 20; warm += 1) await ask({ path: '/items', perSecond: 0, body })
await measure('nothing else')
await measure('POST of 1 MB, 20/s', { path: '/items', perSecond: 20, body })
await measure('GET of 5 MB, 1/s', { path: '/items', perSecond: 1 })
agent.destroy()
server.disconnect()
server.kill()
