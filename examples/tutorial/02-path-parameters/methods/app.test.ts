import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('the methods of a path', () => {
  it('have handlers of their own; nothing returned is 204', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items/7')).json()).toEqual({ itemId: 7 })
    expect((await client.delete('/items/7')).status).toBe(204)
  })

  it('include HEAD and OPTIONS', async () => {
    await using client = await testClient(app)
    const head = await client.head('/items/7')
    expect(head.status).toBe(200)
    expect(head.text()).toBe('')
    const options = await client.options('/items/7')
    expect(options.headers.get('allow')).toBe('GET, HEAD, DELETE, OPTIONS')
  })

  it('are named in the answer to any other', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items/7', { json: {} })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, DELETE, OPTIONS')
  })
})
