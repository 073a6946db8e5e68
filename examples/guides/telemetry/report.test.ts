import { type ErrorReport, telemetry } from '@vivace/telemetry'
import { App } from 'vivace'
import { testClient } from 'vivace/testing'
import { expect, it, vi } from 'vitest'
import { reportedLog } from './app.ts'

it('reports what failed, with the id that the client was told', async () => {
  const written = vi.spyOn(process.stdout, 'write')
  const reports: ErrorReport[] = []
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: reportedLog((report) => reports.push(report)),
    middleware: [telemetry({ requestLog: false })],
  })
  app.post('/orders', {}, () => {
    throw new Error('no stock')
  })
  await using client = await testClient(app)
  const answer = await client.post('/orders', { json: { card: '4111 1111 1111 1111' } })
  expect(reports).toMatchObject([
    {
      error: { message: 'no stock' },
      correlationId: answer.headers.get('x-correlation-id'),
      fields: { route: '/orders', method: 'POST' },
    },
  ])
  expect(JSON.stringify(reports)).not.toContain('4111')
  written.mockRestore()
})
