import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'
import { database } from './database.ts'

it('commits before the answer is sent', async () => {
  await using client = await testClient(app)
  expect((await client.post('/items', { json: ['Cup', 'Plate'] })).json()).toEqual({ added: 2 })
  expect([...database.names]).toEqual(['Cup', 'Plate'])
  expect(database.rolledBack).toBe(0)
})

it('rolls back when the handler throws', async () => {
  await using client = await testClient(app)
  expect((await client.post('/items', { json: ['Bowl', 'Fork', 'Knife'] })).status).toBe(403)
  expect(database.names.has('Bowl')).toBe(false)
  expect(database.rolledBack).toBe(1)
})

it('tells the client when the commit fails', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/items', { json: ['Cup'] })
  expect(answer.status).toBe(409)
  expect(answer.json()).toMatchObject({ code: 'name-taken' })
})
