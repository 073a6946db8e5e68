import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { clock } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'
import { app } from './app.ts'

const shop = { origin: 'https://shop.example' }
const lines: string[] = []

beforeEach(() => {
  lines.length = 0
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line))
  }
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the middleware of the shop', () => {
  it('names each request, in the answer and in its log line', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/7')
    const id = answer.headers.get('x-request-id')
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(`"request_id":"${id}"`)
    expect(lines[0]).toContain('"path":"/items/7","route":"/items/{id}","status":200')
  })

  it('does not log health checks that went well', async () => {
    await using client = await testClient(app)
    expect((await client.get('/health')).status).toBe(200)
    expect(lines).toEqual([])
  })

  it('lets the pages of the shop read answers and errors, and no others', async () => {
    await using client = await testClient(app)
    for (const path of ['/items/7', '/items/x', '/nowhere']) {
      const answer = await client.get(path, { headers: shop })
      expect(answer.headers.get('access-control-allow-origin')).toBe(shop.origin)
    }
    const refused = await client.get('/items/7', { headers: { origin: 'https://evil.example' } })
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('refuses a body that is too long', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', { headers: shop, json: { name: 'x'.repeat(200_000) } })
    expect(answer.status).toBe(413)
    expect(answer.headers.get('access-control-allow-origin')).toBe(shop.origin)
    expect(answer.json()).toMatchObject({ code: 'content-too-large' })
  })

  it('answers 504 after ten seconds and stops the handler', async () => {
    const time = fakeClock()
    const override = app.override(clock, () => time)
    onTestFinished(() => {
      override.undo()
    })
    await using client = await testClient(app)
    const answering = client.get('/report')
    await time.advance(0)
    await time.advance('10s')
    const answer = await answering
    expect(answer.status).toBe(504)
    expect(answer.json()).toMatchObject({
      code: 'request-timeout',
      instance: answer.headers.get('x-request-id'),
    })
  })

  it('adds its own header inside, and the security headers outside of everything', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/7')
    expect(answer.headers.get('server-timing')).toMatch(/^app;dur=/)
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})
