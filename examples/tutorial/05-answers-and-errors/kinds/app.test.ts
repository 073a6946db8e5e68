import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('kinds of answers', () => {
  it.each([
    ['/robots.txt', 'text/plain; charset=utf-8', 'User-agent: *\nDisallow: /'],
    ['/', 'text/html; charset=utf-8', '<h1>Shop</h1>'],
  ])('%s is %s', async (url, type, body) => {
    await using client = await testClient(app)
    const answer = await client.get(url)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.text()).toBe(body)
  })

  it('redirect() leads to a page with 303', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/orders')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/orders/7')
  })
})
