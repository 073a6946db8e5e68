import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

function album(count: number): FormData {
  const body = new FormData()
  for (let at = 1; at <= count; at++) body.append('photos', new Blob(['…']), `${at}.png`)
  return body
}

it('takes several files of one name', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/albums', { body: album(2) })
  expect(answer.json()).toEqual([
    { name: '1.png', size: 3 },
    { name: '2.png', size: 3 },
  ])
})

it('takes fifty and no more', async () => {
  await using client = await testClient(app)
  expect((await client.post('/albums', { body: album(50) })).status).toBe(200)
  expect((await client.post('/albums', { body: album(51) })).status).toBe(400)
})
