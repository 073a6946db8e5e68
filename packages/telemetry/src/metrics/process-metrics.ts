import { readdirSync } from 'node:fs'
import { type IntervalHistogram, monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { gcMetrics } from './gc-metrics.ts'
import type { Metrics } from './metrics.ts'

/** How often the delay of the event loop is measured, in milliseconds. */
const resolution = 10

/** One for the process: a second one would measure the same. */
let loopDelay: IntervalHistogram | undefined

/**
 * Adds what is to be known of the process: processor time, memory, open files, pauses for the collection of garbage, and
 * the lag of the event loop.
 *
 *     const metrics = new Metrics()
 *     processMetrics(metrics)
 *
 * The names are those that dashboards for Node.js know. The lag is how much later than asked a timer runs; each
 * reading says what it was since the one before, so that two that read take from each other. It is 0 where the
 * runtime does not measure it, as Bun does not.
 */
export function processMetrics(metrics: Metrics): void {
  addProcess(metrics)
  addMemory(metrics)
  addEventLoop(metrics)
  gcMetrics(metrics)
}

function addProcess(metrics: Metrics): void {
  const user = metrics.counter('process_cpu_user_seconds_total', {
    help: 'Processor time in the program, in seconds.',
  })
  const system = metrics.counter('process_cpu_system_seconds_total', {
    help: 'Processor time in the system, in seconds.',
  })
  const start = metrics.gauge('process_start_time_seconds', {
    help: 'When the process began, in seconds since 1970.',
    acrossWorkers: 'min',
  })
  const files = metrics.gauge('process_open_fds', { help: 'Open files and sockets.' })
  const version = metrics.gauge('nodejs_version_info', {
    help: 'The version of Node.js.',
    labels: ['version'],
    acrossWorkers: 'max',
  })
  start.set(Math.round(performance.timeOrigin) / 1_000)
  version.set(1, { version: process.version })
  metrics.onRead('process', () => {
    const used = process.cpuUsage()
    grow(user.with(), used.user / 1e6)
    grow(system.with(), used.system / 1e6)
    files.set(openFiles())
  })
}

function addMemory(metrics: Metrics): void {
  const resident = metrics.gauge('process_resident_memory_bytes', {
    help: 'Memory of the process, in bytes.',
  })
  const total = metrics.gauge('nodejs_heap_size_total_bytes', { help: 'Size of the heap, in bytes.' })
  const used = metrics.gauge('nodejs_heap_size_used_bytes', { help: 'What is used of the heap, in bytes.' })
  const external = metrics.gauge('nodejs_external_memory_bytes', {
    help: 'Memory of objects outside of the heap, in bytes.',
  })
  metrics.onRead('memory', () => {
    const memory = process.memoryUsage()
    resident.set(memory.rss)
    total.set(memory.heapTotal)
    used.set(memory.heapUsed)
    external.set(memory.external)
  })
}

function addEventLoop(metrics: Metrics): void {
  const lag = metrics.gauge('nodejs_eventloop_lag_seconds', {
    help: 'Mean lag of the event loop, in seconds.',
    acrossWorkers: 'mean',
  })
  const percentiles = [50, 90, 99].map((percent) => ({
    percent,
    gauge: metrics.gauge(`nodejs_eventloop_lag_p${percent}_seconds`, {
      help: `Percentile ${percent} of the lag of the event loop, in seconds.`,
      acrossWorkers: 'max',
    }),
  }))
  const longest = metrics.gauge('nodejs_eventloop_lag_max_seconds', {
    help: 'Longest lag of the event loop, in seconds.',
    acrossWorkers: 'max',
  })
  const busy = metrics.gauge('nodejs_eventloop_utilization_ratio', {
    help: 'How much of the time the event loop was busy, from 0 to 1.',
    acrossWorkers: 'mean',
  })
  let before = performance.eventLoopUtilization()
  metrics.onRead('event-loop', () => {
    const delay = (loopDelay ??= watchEventLoop())
    // Before the first measurement the histogram says NaN and the largest number there is.
    const seconds = (nanoseconds: number): number => (delay.count === 0 ? 0 : lagSeconds(nanoseconds))
    lag.set(seconds(delay.mean))
    longest.set(seconds(delay.max))
    for (const { percent, gauge } of percentiles) gauge.set(seconds(delay.percentile(percent)))
    delay.reset()
    const now = performance.eventLoopUtilization()
    busy.set(performance.eventLoopUtilization(now, before).utilization)
    before = now
  })
  loopDelay ??= watchEventLoop()
}

function watchEventLoop(): IntervalHistogram {
  const delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  return delay
}

// What is measured is the time from one timer to the next, which is never less than the resolution.
function lagSeconds(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - resolution / 1e3)
}

function grow(series: { readonly value: number; add(amount: number): void }, total: number): void {
  series.add(Math.max(0, total - series.value))
}

/** 0 where the system does not tell. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}
