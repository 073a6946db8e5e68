/**
 * What telemetry costs a request of W3 (POST /users, validated and filtered) without sockets: processor time of one
 * request, the least of many batches, each variant in a process of its own, in turns.
 *
 *     npx tsx benchmarks/telemetry-cost.ts
 *     npx tsx benchmarks/telemetry-cost.ts plain telemetry
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type AppOptions, Exchange, Answer } from 'vivace'
import { jsonLogger, logDestination, Metrics, processMetrics, telemetry } from '@vivace/telemetry'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { AlwaysOffSampler, BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { benchmarkApp } from './work/vivace-application.ts'
import { zodSchemas } from './work/zod-application.ts'

type Options = Pick<AppOptions, 'log' | 'middleware' | 'tracer'>

/** A log, and metrics, as servers have them. */
function logsAndMetrics(): Options {
  const metrics = new Metrics()
  processMetrics(metrics)
  const destination = logDestination({ file: '/dev/null' })
  return { log: jsonLogger({ destination }), middleware: [telemetry({ metrics })] }
}

/** Spans that a sampler decides about, and an exporter takes and forgets. */
function traced(isKept: boolean): Options {
  const exporter = {
    export: (_: unknown, done: (result: { code: number }) => void) => done({ code: 0 }),
    shutdown: () => Promise.resolve(),
  }
  new NodeTracerProvider({
    spanProcessors: [new BatchSpanProcessor(exporter)],
    ...(isKept ? {} : { sampler: new AlwaysOffSampler() }),
  }).register()
  return { ...logsAndMetrics(), tracer: openTelemetry() }
}

const variants: Readonly<Record<string, () => Options>> = {
  plain: () => ({}),
  telemetry: logsAndMetrics,
  'tracer without an SDK': () => ({ ...logsAndMetrics(), tracer: openTelemetry() }),
  'nothing sampled': () => traced(false),
  'everything sampled': () => traced(true),
}

const rounds = 3
const batches = 12
const requests = 10_000

const text = JSON.stringify({
  name: 'Ada',
  email: 'ada@example.com',
  age: 36,
  password: 'correct horse',
  tags: [],
})
const bytes = new TextEncoder().encode(text)
const headers: Readonly<Record<string, string>> = {
  host: 'localhost:8000',
  'content-type': 'application/json',
  'content-length': String(bytes.length),
}

/** A request that is in memory, whose body arrives as those of sockets do: later. */
class MemoryRequest extends Exchange {
  readonly method = 'POST'
  readonly path = '/users'
  readonly queryString = ''
  scheme = 'http' as const
  host = 'localhost:8000'
  readonly peer = { address: '127.0.0.1', port: 40_000 }
  header(name: string): string | undefined {
    return headers[name]
  }
  headerValues(name: string): readonly string[] {
    const value = headers[name]
    return value === undefined ? [] : [value]
  }
  headerEntries(): readonly (readonly [string, string])[] {
    return Object.entries(headers)
  }
  readBody(): Promise<Uint8Array> {
    return Promise.resolve(bytes)
  }
  async *bodyStream(): AsyncIterable<Uint8Array> {
    yield await Promise.resolve(bytes)
  }
}

async function measure(options: Options): Promise<number> {
  const app = benchmarkApp(zodSchemas, options)
  await app.start()
  let least = Infinity
  for (let batch = 0; batch < batches; batch++) {
    const before = process.cpuUsage()
    for (let at = 0; at < requests; at++) {
      const answer = await app.handle(new MemoryRequest())
      if (!(answer instanceof Answer) || answer.status !== 201) throw new Error(`It is ${answer.status}.`)
    }
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / requests)
  }
  await app.stop()
  return least
}

const [asked, ...others] = process.argv.slice(2)
if (asked === '--measure') {
  const variant = variants[others.join(' ')]
  if (variant === undefined) throw new Error(`There is no variant ${others.join(' ')}.`)
  process.stdout.write(String(await measure(variant())))
  process.exit()
}

const names = asked === undefined ? Object.keys(variants) : [asked, ...others]
const least = new Map(names.map((name) => [name, Infinity]))
for (let round = 0; round < rounds; round++) {
  for (const name of names) {
    const run = spawnSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), '--measure', name],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    if (run.status !== 0) throw new Error(`${name} ended with ${run.status ?? run.signal ?? ''}`)
    least.set(name, Math.min(least.get(name) ?? Infinity, Number(run.stdout)))
  }
}
const [first = Infinity] = least.values()
for (const [name, microseconds] of least)
  console.log(
    `${name}: ${microseconds.toFixed(2)} µs, ${(microseconds - first).toFixed(2)} more than the first`,
  )
