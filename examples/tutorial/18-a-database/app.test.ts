// #region database
import { migrate, openDatabase, rolledBack } from '@vivace/data'
import { testClient } from 'vivace/testing'
import { afterAll, expect, it } from 'vitest'
import { app, data } from './app.ts'

const memory = await openDatabase({ url: 'memory:' })
await migrate(memory.engine, { folder: data.options.migrations })
afterAll(() => memory[Symbol.asyncDispose]())
// #endregion

// #region test
it('keeps what was added', async () => {
  await using test = await rolledBack(memory.engine)
  using _ = app.override(data.engine, () => test)
  await using client = await testClient(app)
  expect((await client.post('/todos', { json: { title: 'Buy milk' } })).status).toBe(201)
  expect((await client.get('/todos')).json()).toMatchObject([{ title: 'Buy milk', isDone: false }])
})
// #endregion

it('keeps nothing of a request that fails', async () => {
  await using test = await rolledBack(memory.engine)
  using _ = app.override(data.engine, () => test)
  await using client = await testClient(app)
  const answer = await client.post('/todos/99/replace', { json: { title: 'Buy tea' } })
  expect([answer.status, answer.json()]).toMatchObject([404, { code: 'todo-not-found' }])
  expect((await client.get('/todos')).json()).toEqual([])
  const added = (await client.post('/todos', { json: { title: 'Buy milk' } })).json<{ id: number }>()
  const replaced = await client.post(`/todos/${added.id}/replace`, { json: { title: 'Buy tea' } })
  expect(replaced.json()).toMatchObject({ title: 'Buy tea', isDone: false })
  expect((await client.get('/todos')).json()).toMatchObject([{ isDone: true }, { isDone: false }])
})

it('says which field is taken', async () => {
  await using test = await rolledBack(memory.engine)
  using _ = app.override(data.engine, () => test)
  await using client = await testClient(app)
  await client.post('/todos', { json: { title: 'Buy milk' } })
  const again = await client.post('/todos', { json: { title: 'Buy milk' } })
  expect([again.status, again.json()]).toMatchObject([409, { code: 'unique-violation', fields: ['title'] }])
})

it('is ready when the database is as the migrations make it', async () => {
  await using test = await rolledBack(memory.engine)
  using _ = app.override(data.engine, () => test)
  await using client = await testClient(app)
  expect((await client.get('/health/ready')).status).toBe(200)
})
