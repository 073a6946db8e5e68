import cluster from 'node:cluster'
import { App, query } from 'vivace'
import { serve } from 'vivace/node'
import { jsonLogger, Metrics, metricsRouter, processMetrics, telemetry } from '@vivace/telemetry'
import * as z from 'zod'

/** A program that counts in several workers, some of which die. */
const metrics = new Metrics()
processMetrics(metrics)
const units = metrics.counter('units_total', { help: 'Units.' })
const sizes = metrics.histogram('size_bytes', { help: 'Sizes.', buckets: [10, 100] })
const workers = metrics.gauge('workers', { help: 'Workers that say they are one.' })
const largest = metrics.gauge('largest_id', { help: 'The largest id.', acrossWorkers: 'max' })
workers.set(1)
largest.set(cluster.worker?.id ?? 0)

const app = new App({
  title: 'Counting',
  version: '1.0.0',
  log: jsonLogger({ pretty: false }),
  middleware: [telemetry({ metrics, requestLog: false })],
})
app.include(metricsRouter(metrics))
app.post(
  '/units',
  { inputs: { by: query(z.int()) }, returns: z.object({ pid: z.int(), primary: z.int() }) },
  ({ by }) => {
    units.add(by)
    sizes.observe(by)
    return { pid: process.pid, primary: process.ppid }
  },
)

await serve(app, { port: 0, host: '127.0.0.1', workers: Number(process.env['WORKERS']) })
