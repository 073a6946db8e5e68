import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('reads a note, and says which is not there', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/notes/1')
  expect(answer.json()).toEqual({ id: 1, text: 'Buy milk' })
  expect(answer.headers.get('x-served-by')).toBe('notes')
  expect((await client.get('/notes/2')).json()).toMatchObject({ status: 404, code: 'no-note' })
})

it('asks who is writing before it looks at what is written', async () => {
  await using client = await testClient(app)
  expect((await client.post('/notes', { json: {} })).status).toBe(401)
  const headers = { 'x-key': 'key-of-ana' }
  expect((await client.post('/notes', { headers, json: {} })).status).toBe(422)
  const written = await client.post('/notes', { headers, json: { text: 'Call Bob' } })
  expect(written.json()).toEqual({ by: 'Ana', text: 'Call Bob' })
})

it('answers errors of a class in its own way', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/print')
  expect(answer.status).toBe(503)
  expect(answer.json()).toEqual({ detail: 'Try again tomorrow.' })
})
