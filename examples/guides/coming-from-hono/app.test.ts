import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const headers = { authorization: 'Bearer token-of-ana' }

it('greets, as often as it is asked to', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/hello', { headers, query: { times: 2 } })
  expect(answer.json()).toEqual({ message: 'Hello, Hello, Ana' })
  expect((await client.get('/hello', { headers, query: { times: 4 } })).status).toBe(422)
})

// #region fetch
it('answers a Request with a Response', async () => {
  const response = await app.fetch(new Request('http://shop.example/count'))
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(await response.text()).toBe('data: 1\n\ndata: 2\n\ndata: 3\n\n')
  await app.stop()
})
// #endregion
