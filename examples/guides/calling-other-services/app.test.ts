import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { httpTransport } from '@vivace/http'
import { mockUpstream } from '@vivace/http/testing'
import { app, calls } from './app.ts'

// #region test
it('asks the catalogue a second time when it is busy', async () => {
  const upstream = mockUpstream()
  upstream
    .on('GET', 'https://catalogue.example/items/7')
    .reply(503, undefined, { times: 1 })
    .reply(200, { id: 7, name: 'cup', price: 3 })
  using _replaced = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  expect((await client.get('/items/7')).json()).toEqual({ id: 7, name: 'cup' })
  expect(upstream.requests).toHaveLength(2)
})
// #endregion test

it('tells what it has called', () => {
  expect(calls).toMatchObject([{ policy: 'catalogue', host: 'catalogue.example', status: 200, attempts: 2 }])
})

it('answers 502 when the catalogue fails, and not why', async () => {
  const upstream = mockUpstream()
  upstream.on('GET', 'https://catalogue.example/items/7').reply(404)
  upstream.on('GET', 'https://catalogue.example/items/8').reply(500, 'Traceback')
  using _replaced = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  expect((await client.get('/items/7/name')).json()).toBe('nothing of ours')
  const failed = await client.get('/items/8/name')
  expect([failed.status, failed.json()]).toMatchObject([502, { code: 'upstream-failed' }])
})

it('calls no address of ours that a user names', async () => {
  const upstream = mockUpstream()
  upstream.on('POST', 'https://hooks.example/').reply(200)
  using _replaced = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  const event = { id: 'a1' }
  expect((await client.post('/hooks', { json: { url: 'https://hooks.example/', event } })).status).toBe(204)
  expect(upstream.requests).toMatchObject([{ headers: { 'idempotency-key': 'a1' }, body: '{"id":"a1"}' }])
  expect((await client.post('/hooks', { json: { url: 'http://169.254.169.254/', event } })).status).toBe(502)
  expect((await client.post('/pictures', { json: 'http://localhost.localdomain@127.0.0.1/' })).status).toBe(
    502,
  )
  expect((await client.post('/pictures', { json: 'http://127.0.0.1/' })).status).toBe(502)
  expect(upstream.requests).toHaveLength(1)
})

it('keeps a client to its base', async () => {
  const upstream = mockUpstream()
  upstream.on('GET', 'https://catalogue.example/v2/items').reply(200, [{ id: 7, name: 'cup' }])
  using _replaced = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  expect((await client.get('/names')).json()).toEqual(['cup'])
  expect(upstream.requests[0]?.url).toBe('https://catalogue.example/v2/items?sort=name')
})

it('passes the correlation id on', async () => {
  const upstream = mockUpstream()
  upstream.on('HEAD', 'https://catalogue.example/').reply(200)
  using _replaced = app.override(httpTransport, () => upstream.open)
  await using client = await testClient(app)
  await client.get('/ping')
  expect(upstream.requests[0]?.headers['x-correlation-id']).toMatch(/^[\da-f]{32}$/)
})
