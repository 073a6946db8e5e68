// #region test
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, keeper, mailer } from './app.ts'

it('tells the owner of a new cat', async () => {
  const sent: string[] = []
  using _mailer = app.override(mailer, () => ({ send: async (to, text) => void sent.push(`${to}: ${text}`) }))
  using _keeper = app.override(keeper, () => undefined)
  await using client = await testClient(app)
  const answer = await client.post('/cats', { json: { name: 'Tom', age: 3 } })
  expect(answer.status).toBe(201)
  expect(sent).toEqual(['owner@example.com: Tom has arrived'])
})
// #endregion

it('lets only keepers add a cat', async () => {
  await using client = await testClient(app)
  const json = { name: 'Tom', age: 3 }
  expect((await client.post('/cats', { json })).status).toBe(401)
  expect((await client.post('/cats', { json, headers: { 'x-key': 'guest' } })).status).toBe(403)
  expect((await client.get('/cats')).json()).toEqual([])
})
