/** Our server for `../memory.ts`: it tells its parent how it is. Run with `--expose-gc`. */
import { setTimeout as wait } from 'node:timers/promises'
import { silentLogger } from 'vivace'
import { serve } from 'vivace/node'
import { benchmarkApp } from '../../work/vivace-application.ts'
import { zodSchemas } from '../../work/zod-application.ts'

const app = benchmarkApp(zodSchemas, { log: silentLogger })
app.get('/broken', {}, () => {
  throw new Error('It always fails.')
})

await serve(app, { port: Number(process.env['PORT']), host: '127.0.0.1' })

process.on('message', async () => {
  // The connections that were just closed have to go first.
  await wait(300)
  globalThis.gc?.()
  await wait(10)
  globalThis.gc?.()
  const resources = process.getActiveResourcesInfo()
  const timers = resources.filter((name) => name === 'Timeout' || name === 'Immediate').length
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  const heap = process.memoryUsage().heapUsed
  process.send?.({ heap, handles: resources.length - timers, timers, listeners })
})
process.send?.('ready')
