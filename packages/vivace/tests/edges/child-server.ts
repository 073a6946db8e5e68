import { Answer } from '../../src/exchange/index.ts'
import { serve } from '../../src/node/index.ts'
import { Fixture } from './fixture.ts'

/**
 * A program that serves, for tests that need a process: `/slow` takes a while, `/never` for ever, and `/leave` leaves a
 * timer behind. An argument is the grace period, in milliseconds.
 */
const app = new Fixture(async (exchange) => {
  process.stdout.write(`asked ${exchange.path}\n`)
  if (exchange.path === '/throw') setTimeout(() => process.stdout.write('still here\n'), 10)
  if (exchange.path === '/slow') await new Promise((resolve) => setTimeout(resolve, 300))
  if (exchange.path === '/never') await new Promise(() => undefined)
  if (exchange.path === '/leave') setInterval(() => undefined, 1_000)
  return new Answer(200, [], 'done')
})
app.onStop = () => process.stdout.write('stopped\n')

await serve(app, { port: 0, host: '127.0.0.1', gracePeriod: Number(process.argv[2] ?? 10_000) })
process.on('exit', () => process.stdout.write(`${JSON.stringify(app.log.lines)}\n`))
