import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a query parameter', () => {
  it('may be absent if it is optional or has a default', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?category=cups')).json()).toEqual({ category: 'cups', limit: 20 })
    expect((await client.get('/items?category=cups&limit=5&q=blue')).json()).toEqual({
      category: 'cups',
      q: 'blue',
      limit: 5,
    })
  })

  it('is missing with 422 if it must be sent', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/category', code: 'missing' }] })
  })

  it('is there but empty in ?category=', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?category=')).json()).toEqual({ category: '', limit: 20 })
  })

  it('is refused when it is sent twice', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?category=cups&limit=5&limit=500')
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/limit', code: 'repeated' }] })
  })

  it('is ignored if nothing declares it', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?category=cups&utm_source=mail')).status).toBe(200)
  })
})
