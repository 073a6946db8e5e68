/** The server of `event-loop.ts`. It tells its parent its port, and when it is asked how late its timers ran. */
import { App, body } from 'vivace'
import { serve } from 'vivace/node'
import { Metrics, metricsRouter, processMetrics, telemetry } from '@vivace/telemetry'
import * as z from 'zod'
import { latencyOf } from './scale/latency.ts'

const Item = z.object({ id: z.int(), name: z.string(), price: z.number(), tags: z.array(z.string()) })
const item = (id: number): z.infer<typeof Item> => ({
  id,
  name: `item ${id}`,
  price: id / 7,
  tags: ['a', 'b'],
})
/** 5 MB as JSON. */
const many = Array.from({ length: 67_500 }, (_none, id) => item(id))

const metrics = new Metrics()
processMetrics(metrics)
const app = new App({ title: 'Event loop', version: '1.0.0', middleware: [telemetry({ metrics })] })
app.get('/ping', {}, () => 'pong')
app.post('/items', { inputs: { items: body(z.array(Item)) } }, ({ items }) => items.length)
app.get('/items', { returns: z.array(Item) }, () => many)
app.include(metricsRouter(metrics))

/** How much later than asked a timer of 10 ms runs, in milliseconds. */
let late: number[] = []
const interval = 10
function probe(asked: number): void {
  setTimeout(() => {
    const now = performance.now()
    late.push(Math.max(0, now - asked - interval))
    probe(now)
  }, interval).unref()
}
probe(performance.now())

const { port } = await serve(app, { port: 0, host: '127.0.0.1' })
process.on('message', (order) => {
  const { p50, p99, worst } = latencyOf(late)
  late = []
  if (order === 'reset') return void metrics.render()
  // What is read is forgotten: all of it is of one rendering.
  const text = metrics.render()
  const told = (name: string): number =>
    1_000 * Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text)?.[1])
  process.send?.({
    probe: { p50, p99, worst },
    told: { p50: told('p50'), p99: told('p99'), worst: told('max') },
  })
})
process.send?.({ port })
