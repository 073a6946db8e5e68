import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('headers and cookies', () => {
  it('are declared, decoded and validated as query parameters are', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/start', {
      headers: { 'User-Agent': 'curl/8', 'X-Retry-Count': '2', 'Accept-Language': 'es, en;q=0.5' },
      cookies: { theme: 'dark' },
    })
    expect(answer.json()).toEqual({
      userAgent: 'curl/8',
      retries: 2,
      languages: ['es', 'en;q=0.5'],
      theme: 'dark',
    })
  })

  it('are refused at once, each in its place', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/start', {
      headers: { 'x-retry-count': 'often' },
      cookies: { theme: 'blue' },
    })
    expect(answer.json()).toMatchObject({
      errors: [
        { in: 'header', pointer: '/x-retry-count', code: 'type' },
        { in: 'cookie', pointer: '/theme', code: 'enum' },
      ],
    })
  })

  it('can be read as a model', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/trace', { headers: { traceparent: '00-4bf9-00' } })
    expect(answer.json()).toEqual({ traceparent: '00-4bf9-00' })
  })
})
