/**
 * Ours with logs and metrics as they are without a word about them: a line for each request, which goes to a file of the
 * system that keeps nothing, and every request counted by route, method and status.
 *
 * @packages vivace, @vivace/telemetry, zod
 */
import {
  jsonLogger,
  logDestination,
  Metrics,
  metricsRouter,
  processMetrics,
  telemetry,
} from '@vivace/telemetry'
import { serve } from 'vivace/node'
import { benchmarkApp } from '../work/vivace-application.ts'
import { zodSchemas } from '../work/zod-application.ts'

const metrics = new Metrics()
processMetrics(metrics)
const app = benchmarkApp(zodSchemas, {
  log: jsonLogger({ destination: logDestination({ file: '/dev/null' }) }),
  middleware: [telemetry({ metrics })],
})
app.include(metricsRouter(metrics))

// It says itself where it listens.
await serve(app, { port: Number(process.env['PORT']), host: '127.0.0.1' })
