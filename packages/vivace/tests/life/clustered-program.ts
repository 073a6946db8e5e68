import { setTimeout as delay } from 'node:timers/promises'
import { existsSync } from 'node:fs'
import cluster from 'node:cluster'
import { App, body, log, stopping } from 'vivace'
import { health, requestLog } from 'vivace/middleware'
import { serve } from 'vivace/node'
import * as z from 'zod'

/** A program that serves with workers, which can be made to fail. */
const failsAtStart = process.env['FAIL_FILE'] !== undefined && existsSync(process.env['FAIL_FILE'])
if (cluster.isWorker && failsAtStart) process.exit(Number(process.env['FAIL_CODE'] ?? 3))

const app = new App({
  title: 'Many',
  version: '1.0.0',
  middleware: [health(), requestLog({ level: 'debug' })],
})
const Who = z.object({ pid: z.int() })
const me = { pid: process.pid }
const inFlight = (): boolean => process.stdout.write('in flight\n')

app.get('/who', { inputs: { log }, returns: Who }, ({ log }) => {
  log.info('asked')
  return me
})
app.get('/slow', { returns: Who }, async () => {
  inFlight()
  await delay(1_000)
  return me
})
app.post(
  '/upload',
  { inputs: { text: body(z.string()) }, returns: z.object({ length: z.int() }) },
  ({ text }) => ({
    length: text.length,
  }),
)
app.post('/crash', {}, () => {
  setTimeout(() => process.exit(7), 20)
})
app.post('/throw', {}, () => {
  setTimeout(() => {
    throw new Error('oops')
  }, 20)
})
app.get('/stopping', { inputs: { stopping }, returns: z.boolean() }, async ({ stopping }) => {
  inFlight()
  await delay(60_000, undefined, { signal: stopping }).catch(() => undefined)
  return stopping.aborted
})

await serve(app, {
  port: Number(process.env['PORT'] ?? 0),
  host: '127.0.0.1',
  workers: Number(process.env['WORKERS'] ?? 2),
  drainDelay: Number(process.env['DRAIN_DELAY'] ?? 0),
})
