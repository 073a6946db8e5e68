import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from '../app.ts'
import { TodoList, todoList } from './todo-list.ts'

describe('todos', () => {
  it('are added, listed, changed and removed', async () => {
    await using client = await testClient(app)
    const added = await client.post('/todos', { json: { title: 'Buy milk' } })
    expect([added.status, added.json()]).toEqual([201, { id: 1, title: 'Buy milk', isDone: false }])
    const changed = await client.patch('/todos/1', { json: { isDone: true } })
    expect(changed.json()).toEqual({ id: 1, title: 'Buy milk', isDone: true })
    expect((await client.get('/todos?isDone=true')).json()).toHaveLength(1)
    expect((await client.get('/todos?isDone=false')).json()).toEqual([])
    expect((await client.delete('/todos/1')).status).toBe(204)
    expect((await client.get('/todos/1')).status).toBe(404)
  })

  it('are refused with every reason at once', async () => {
    await using client = await testClient(app)
    const answer = await client.patch('/todos/x', { json: { title: '', isDone: 'no' } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [
        { in: 'path', pointer: '/todoId' },
        { in: 'body', pointer: '/title' },
        { in: 'body', pointer: '/isDone' },
      ],
    })
  })

  it('are no more than the list takes', async () => {
    using _ = app.override(todoList, () => new TodoList(0))
    await using client = await testClient(app)
    const answer = await client.post('/todos', { json: { title: 'Buy milk' } })
    expect([answer.status, answer.json()]).toMatchObject([409, { code: 'list-full' }])
  })
})
