import { memoryMailer } from '@vivace/auth'
import { migrate, openDatabase, rolledBack } from '@vivace/data'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'
import { mails } from './auth.ts'
import { data } from './database.ts'
import { config } from './settings.ts'

const memory = await openDatabase({ url: 'memory:' })
await migrate(memory.engine, { folder: data.options.migrations })
afterAll(() => memory[Symbol.asyncDispose]())

// Whatever a test writes is rolled back.
beforeEach(async () => {
  const test = await rolledBack(memory.engine)
  const overrides = [app.override(data.engine, () => test), app.override(mails, () => memoryMailer())]
  onTestFinished(async () => {
    for (const override of overrides) override[Symbol.dispose]()
    await test.close()
  })
})

/** A client of somebody who has registered and logged in. */
async function clientOf(name: string) {
  const client = await testClient(app)
  onTestFinished(() => client[Symbol.asyncDispose]())
  const json = { email: `${name}@example.com`, password: `${name} likes long passwords` }
  expect((await client.post('/auth/register', { json })).status).toBe(202)
  const { access_token } = (await client.post('/auth/login', { json })).json<{ access_token: string }>()
  const headers = { authorization: `Bearer ${access_token}` }
  return {
    list: (query = '') => client.get(`/todos${query}`, { headers }),
    add: (...titles: string[]) =>
      client.post('/todos/batch', { headers, json: titles.map((title) => ({ title })) }),
    post: (json: object) => client.post('/todos', { headers, json }),
    read: (id: number | string) => client.get(`/todos/${id}`, { headers }),
    change: (id: number | string, json: object) => client.patch(`/todos/${id}`, { headers, json }),
    remove: (id: number) => client.delete(`/todos/${id}`, { headers }),
  }
}

describe('the app', () => {
  it('is ready', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/health/ready')
    expect([answer.status, answer.json()]).toMatchObject([200, { status: 'ready' }])
  })

  it('lets nobody in who has not logged in', async () => {
    await using client = await testClient(app)
    expect((await client.get('/todos')).status).toBe(401)
  })

  it('describes every operation', () => {
    const paths = Object.keys(app.openapi().paths)
    expect(paths).toEqual(
      expect.arrayContaining(['/auth/login', '/todos', '/todos/batch', '/todos/{todoId}']),
    )
  })
})

describe('todos', () => {
  it('are added, listed, changed and removed', async () => {
    const ann = await clientOf('ann')
    const added = await ann.post({ title: 'Buy milk' })
    const todo = added.json<{ id: number }>()
    expect([added.status, todo]).toMatchObject([201, { title: 'Buy milk', isDone: false }])
    expect(added.headers.get('location')).toBe(`/todos/${todo.id}`)
    expect((await ann.change(todo.id, { isDone: true })).json()).toMatchObject({
      title: 'Buy milk',
      isDone: true,
    })
    expect((await ann.read(todo.id)).json()).toMatchObject({ isDone: true })
    expect((await ann.list('?isDone=false')).json()).toMatchObject({ items: [] })
    expect((await ann.remove(todo.id)).status).toBe(204)
    expect((await ann.read(todo.id)).status).toBe(404)
  })

  it('are listed in pages, the newest first', async () => {
    const ann = await clientOf('ann')
    await ann.add('one', 'two', 'three')
    type Page = { readonly items: readonly { readonly title: string }[]; readonly next: string }
    const first = (await ann.list('?limit=2')).json<Page>()
    expect(first.items.map(({ title }) => title)).toEqual(['three', 'two'])
    expect((await ann.list(`?limit=2&cursor=${first.next}`)).json()).toMatchObject({
      items: [{ title: 'one' }],
    })
  })

  it('of others are not there', async () => {
    const ann = await clientOf('ann')
    const bob = await clientOf('bob')
    const { id } = (await ann.post({ title: 'Buy milk' })).json<{ id: number }>()
    const answers = [await bob.read(id), await bob.change(id, { isDone: true }), await bob.remove(id)]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect((await bob.list()).json()).toMatchObject({ items: [] })
    expect((await ann.read(id)).json()).toMatchObject({ isDone: false })
  })

  it('are no more than a list takes: all of a batch are added, or none', async () => {
    using _ = app.override(config, () => ({
      maxTodos: 2,
      issuer: 'http://localhost:8000',
      mailFrom: 'todo@localhost',
    }))
    const ann = await clientOf('ann')
    expect((await ann.post({ title: 'one' })).status).toBe(201)
    const answer = await ann.add('two', 'three')
    expect([answer.status, answer.json()]).toMatchObject([409, { code: 'list-full' }])
    expect((await ann.list()).json()).toMatchObject({ items: [{ title: 'one' }] })
    expect((await ann.add('two')).status).toBe(201)
  })

  it('are refused with every reason at once', async () => {
    const ann = await clientOf('ann')
    const answer = await ann.change('x', { title: '', isDone: 'no' })
    expect([answer.status, answer.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/todoId' }, { pointer: '/title' }, { pointer: '/isDone' }] },
    ])
  })
})
