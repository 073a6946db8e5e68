import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const headers = { 'content-type': 'application/json' }

describe('a body', () => {
  it('is refused with 413 above the limit', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/comments', { json: { text: 'x'.repeat(1_000) } })
    expect(answer.status).toBe(413)
  })

  it('may be as long as the limit', async () => {
    await using client = await testClient(app)
    const text = 'x'.repeat(1_000 - '{"text":""}'.length)
    expect((await client.post('/comments', { json: { text } })).json()).toEqual({ text })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded'])('is refused with 415 as %s', async (type) => {
    await using client = await testClient(app)
    const answer = await client.post('/comments', { headers: { 'content-type': type }, body: '{"text":"a"}' })
    expect(answer.status).toBe(415)
    expect(answer.headers.get('accept')).toBe('application/json')
  })

  it('may have a type that ends in +json', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/comments', {
      headers: { 'content-type': 'application/vnd.shop+json' },
      body: '{"text":"a"}',
    })
    expect(answer.json()).toEqual({ text: 'a' })
  })

  it.each(['{"text"', '{"text":"a",}', "{'text':'a'}", `${'['.repeat(101)}${']'.repeat(101)}`])(
    'is refused with 400 if it is %s',
    async (text) => {
      await using client = await testClient(app)
      const answer = await client.post('/comments', { headers, body: text })
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ code: 'malformed-json' })
    },
  )
})
