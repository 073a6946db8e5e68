import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { context, trace } from '@opentelemetry/api'
import { testClient } from 'vivace/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { app, startTracing } from './tracing.ts'

afterEach(() => {
  trace.disable()
  context.disable()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A collector that keeps what is sent to it. */
async function collector() {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      bodies.push(`${request.url ?? ''} ${body}`)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  return { bodies, url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: async () => void server.close() }
}

it('sends the span of each request by OTLP, and its ids to the next service', async () => {
  await using collected = await collector()
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collected.url)
  const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('12'))
  const provider = startTracing()
  await using client = await testClient(app)
  const answer = await client.get('/stock')
  expect(answer.text()).toBe('12')
  await provider.forceFlush()
  await provider.shutdown()
  const [sent = ''] = collected.bodies
  expect(sent).toMatch(/^\/v1\/traces /)
  const traceId = /"traceId":"([\da-f]{32})"/.exec(sent)?.[1]
  expect(sent).toContain('"name":"GET /stock"')
  expect(asked.mock.calls[0]?.[1]?.headers).toMatchObject({
    'x-correlation-id': answer.headers.get('x-correlation-id'),
    traceparent: expect.stringContaining(`00-${traceId ?? '?'}-`),
  })
})
