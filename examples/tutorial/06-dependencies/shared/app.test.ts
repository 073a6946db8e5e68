import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a dependency', () => {
  it('gives its value to every route that names it', async () => {
    await using client = await testClient(app)
    expect((await client.get('/items?page=3&size=10')).json()).toEqual({ items: [], skip: 20, limit: 10 })
    expect((await client.get('/orders?q=cup')).json()).toEqual({ q: 'cup', skip: 0, limit: 20 })
  })

  it('has its inputs validated with those of the route', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items?page=0&size=1000')
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/page' }, { pointer: '/size' }] })
  })

  it('has its inputs in the API document of the route', () => {
    const { parameters } = app.openapi().paths?.['/items']?.get ?? {}
    expect(parameters).toMatchObject([{ name: 'page' }, { name: 'size' }])
  })
})
