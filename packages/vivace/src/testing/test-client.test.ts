import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { singleton } from '../dependencies/index.ts'
import { cookie, request, response } from '../inputs/index.ts'
import { text } from '../responses/index.ts'
import { testClient, type TestClient } from './test-client.ts'

/** A client of an app that answers what it was sent. */
async function echo(): Promise<TestClient> {
  const { app } = testApp()
  for (const method of ['get', 'post', 'put', 'patch', 'delete', 'options'] as const) {
    app[method]('/echo', { inputs: { request } }, async ({ request }) => ({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers()),
      body: new TextDecoder().decode(await request.bytes()),
    }))
  }
  app.get('/text', { returns: text() }, () => 'not JSON')
  return testClient(app)
}

describe('testClient()', () => {
  it('starts the app, and stops it at the end of the block', async () => {
    const events: string[] = []
    const { app } = testApp()
    const pool = singleton({}, function* () {
      events.push('+')
      yield
      events.push('-')
    })
    app.get('/', { inputs: { pool } }, () => null)
    {
      await using client = await testClient(app)
      expect(client.app).toBe(app)
      expect(events).toEqual(['+'])
    }
    expect(events).toEqual(['+', '-'])
  })

  it('rejects where the app does not start', async () => {
    const { app } = testApp()
    app.get('x', {}, () => null)
    await expect(testClient(app)).rejects.toMatchObject({ code: 'PATH_TEMPLATE_INVALID' })
  })

  it('sends every method', async () => {
    await using client = await echo()
    for (const method of ['get', 'post', 'put', 'patch', 'delete', 'options'] as const) {
      expect((await client[method]('/echo')).json()).toMatchObject({ method: method.toUpperCase() })
    }
    expect((await client.head('/echo')).text()).toBe('')
    expect((await client.request('POST', '/echo')).json()).toMatchObject({ method: 'POST' })
  })

  it('sends queries: lists repeat their key, undefined is left out', async () => {
    await using client = await echo()
    const query = { a: 1, b: [true, 'x y'], c: undefined }
    expect((await client.get('/echo', { query })).json()).toMatchObject({
      url: 'http://testserver/echo?a=1&b=true&b=x+y',
    })
    expect((await client.get('/echo?z=1', { query: { a: 2 } })).json()).toMatchObject({
      url: 'http://testserver/echo?z=1&a=2',
    })
    expect((await client.get('/echo', { query: { a: undefined } })).json()).toMatchObject({
      url: 'http://testserver/echo',
    })
  })

  it('sends headers as a record or as a list, of which lines of one name are added', async () => {
    await using client = await echo()
    expect((await client.get('/echo', { headers: { 'X-A': '1' } })).json()).toMatchObject({
      headers: { 'x-a': '1' },
    })
    const lines = [
      ['x-a', '1'],
      ['X-A', '2'],
    ] as const
    expect((await client.get('/echo', { headers: lines })).json()).toMatchObject({
      headers: { 'x-a': '1, 2' },
    })
  })

  it('sends JSON, text, bytes, urlencoded and multipart bodies with their media types', async () => {
    await using client = await echo()
    const sent = async (given: Parameters<typeof client.post>[1]): Promise<[string, string]> => {
      const answer = await client.post('/echo', given)
      const { headers, body } = answer.json<{ headers: Record<string, string>; body: string }>()
      return [headers['content-type'] ?? 'none', body]
    }
    expect(await sent({ json: { a: 1 } })).toEqual(['application/json', '{"a":1}'])
    expect(await sent({ json: null })).toEqual(['application/json', 'null'])
    expect(await sent({ json: {}, headers: { 'content-type': 'application/vnd.api+json' } })).toEqual([
      'application/vnd.api+json',
      '{}',
    ])
    expect(await sent({ body: 'a' })).toEqual(['text/plain;charset=UTF-8', 'a'])
    expect(await sent({ body: new Uint8Array([97]) })).toEqual(['none', 'a'])
    expect(await sent({ body: new URLSearchParams({ a: 'b c' }) })).toEqual([
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a=b+c',
    ])
    const form = new FormData()
    form.set('a', 'b')
    expect((await sent({ body: form }))[0]).toMatch(/^multipart\/form-data; boundary=/)
  })

  it('keeps the cookies of answers, and sends them', async () => {
    const { app } = testApp()
    app.post('/login', { inputs: { response } }, ({ response }) => response.cookie('session', 'a b'))
    app.post('/logout', { inputs: { response } }, ({ response }) =>
      response.cookie('session', '', { maxAge: 0 }),
    )
    app.get(
      '/me',
      { inputs: { session: cookie(z.string().optional()) } },
      ({ session }) => session ?? 'nobody',
    )
    await using client = await testClient(app)
    expect((await client.get('/me')).json()).toBe('nobody')
    await client.post('/login')
    expect((await client.get('/me')).json()).toBe('a b')
    expect((await client.get('/me', { cookies: { session: 'other' } })).json()).toBe('other')
    expect((await client.get('/me', { headers: { cookie: 'session=mine' } })).json()).toBe('mine')
    await client.post('/logout')
    expect((await client.get('/me')).json()).toBe('nobody')
  })

  it('does not follow redirects', async () => {
    const { app } = testApp({ redirectSlashes: true })
    app.get('/a', {}, () => null)
    await using client = await testClient(app)
    expect((await client.get('/a/')).status).toBe(308)
  })
})

describe('TestAnswer', () => {
  it('is read as text, bytes or JSON, as often as wanted', async () => {
    await using client = await echo()
    const answer = await client.get('/text')
    expect([answer.text(), answer.text()]).toEqual(['not JSON', 'not JSON'])
    expect(answer.bytes()).toHaveLength(8)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  })

  it('shows what it is where it is not JSON', async () => {
    await using client = await echo()
    const answer = await client.get('/text')
    expect(() => answer.json()).toThrow('The answer (200) is not JSON: not JSON')
  })
})
