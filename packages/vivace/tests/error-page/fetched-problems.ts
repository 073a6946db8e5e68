import { Program } from '@vivace/fixtures'
import { App, signal, silentLogger, socket } from 'vivace'
import { health } from 'vivace/middleware'
import { HandshakeRefused, testClient } from 'vivace/testing'
import type { ProblemCode } from '../../src/errors/index.ts'
import { foreignRequest } from '../../src/cli/dev/foreign-request.ts'
import { authProblems } from './auth-problems.ts'
import { dataProblems } from './data-problems.ts'
import { shop } from './problem-requests.ts'

/** An app that refuses what the development server refuses. */
const developed = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [
    (exchange, next) => {
      const refusal = foreignRequest(exchange, [])
      if (refusal !== undefined) throw refusal
      return next()
    },
  ],
})

/** The answer for each code that no request over a wire to `serve` leads to, or none whose answer can be read. */
export const fetchedProblems: Readonly<Partial<Record<ProblemCode, () => Promise<Response>>>> = {
  ...authProblems,
  ...dataProblems,
  'body-incomplete': async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('gone')) })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' }
    return shop.fetch(new Request('http://shop.example/items', init))
  },
  'host-not-allowed': async () => developed.fetch(new Request('http://shop.test/')),
  'metrics-unavailable': async () => {
    const foreign = new URL('../../../telemetry/tests/workers/foreign-primary.ts', import.meta.url)
    await using program = new Program(foreign, { env: { WORKERS: '0' } })
    const headers = { 'x-correlation-id': 'scrape-7' }
    const answer = await fetch(`${await program.url()}/metrics`, { headers })
    // telemetry() names the request, and the page shows no name.
    return new Response((await answer.text()).replace('"instance":"scrape-7",', ''))
  },
  'origin-not-allowed': async () => {
    const headers = { origin: 'https://app.example' }
    return developed.fetch(new Request('http://localhost/', { headers }))
  },
  stopping: async () => {
    const probed = new App({ title: 'Shop', version: '1.0.0', middleware: [health()] })
    await probed.start()
    probed.prepareStop()
    const answer = await probed.fetch(new Request('http://shop.example/health/ready'))
    await probed.stop()
    return answer
  },
  'too-many-connections': async () => {
    const full = new App({ title: 'Chat', version: '1.0.0', log: silentLogger })
    const inputs = { socket: socket(), signal }
    full.websocket('/chat', { maxConnections: 1, inputs }, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    })
    await using client = await testClient(full)
    await using _ = await client.websocket('/chat')
    const error: unknown = await client.websocket('/chat').catch((thrown: unknown) => thrown)
    if (error instanceof HandshakeRefused) return new Response(error.answer.text())
    throw new Error('One connection too many was taken.')
  },
}
