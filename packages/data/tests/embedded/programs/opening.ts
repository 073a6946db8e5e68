// Opens the embedded database in DIRECTORY, without the template if FROM is `initdb`, and says how long that took and how
// much memory the process has then. It closes it, unless there is a variable LEAVE.
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openEngine } from '@vivace/data'

const { DIRECTORY: directory = '', FROM: from } = process.env
const begin = performance.now()
const close = from === 'initdb' ? await openWithoutTemplate() : await open()
const took = performance.now() - begin
await delay(200)
process.stdout.write(JSON.stringify({ took, memory: process.memoryUsage.rss() / 1e6 }))
if (process.env['LEAVE'] === undefined) await close()

async function open(): Promise<() => Promise<unknown>> {
  const engine = await openEngine(directory === '' ? { url: 'memory:' } : { directory })
  await engine.run({ text: 'select 1', values: [] })
  return () => engine.close()
}

/** The same thread, of which PGlite runs `initdb`. */
async function openWithoutTemplate(): Promise<() => Promise<unknown>> {
  const workerData = {
    directory: directory === '' ? undefined : directory,
    template: undefined,
    extensions: [],
  }
  const worker = new Worker(new URL('../../../thread/worker.js', import.meta.url), {
    workerData,
    execArgv: [],
  })
  await new Promise((resolve) => worker.once('message', resolve))
  return () => worker.terminate()
}
