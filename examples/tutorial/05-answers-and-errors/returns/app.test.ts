import { afterEach, describe, expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('an answer that is declared', () => {
  it('has the declared fields and no others', async () => {
    await using client = await testClient(app)
    expect((await client.get('/users')).json()).toEqual([
      { id: 7, email: 'ana@shop.example', createdAt: '1970-01-01T00:00:00.000Z' },
    ])
  })

  it('is 500 if it breaks its schema: the log knows why, the client does not', async () => {
    const lines: string[] = []
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
    await using client = await testClient(app)
    const answer = await client.get('/broken')
    expect(answer.status).toBe(500)
    expect(answer.text()).not.toContain('email')
    expect(lines.join()).toContain("the handler's value breaks what 'returns' declares (/email: ")
  })
})

describe('an answer that is not declared', () => {
  it('is JSON, and 204 if there is none', async () => {
    await using client = await testClient(app)
    expect((await client.get('/ping/ana')).json()).toEqual({ pong: 'ana' })
    const deleted = await client.delete('/users/ana')
    expect(deleted.status).toBe(204)
    expect(deleted.text()).toBe('')
  })
})
