import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('status', () => {
  it('is the status of the declared answer', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items', { json: { name: 'Plate' } })
    expect(answer.status).toBe(201)
    expect(answer.json()).toEqual({ id: 7, name: 'Plate' })
  })
})

describe('reply()', () => {
  it('answers with one of the declared statuses', async () => {
    await using client = await testClient(app)
    expect((await client.put('/items/7', { json: { name: 'Plate' } })).status).toBe(200)
    const created = await client.put('/items/8', { json: { name: 'Plate' } })
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe('/items/8')
    const taken = await client.put('/items/8', { json: { name: 'Cup' } })
    expect(taken.status).toBe(409)
    expect(taken.headers.get('content-type')).toBe('application/problem+json')
  })

  it('is documented with all of them', () => {
    const { responses } = app.openapi().paths?.['/items/{itemId}']?.put ?? {}
    expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '201', '409', '422']))
  })
})
