import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('a body with other inputs', () => {
  it('reaches the handler together with them', async () => {
    await using client = await testClient(app)
    const answer = await client.put('/items/7?notify=yes', { json: { name: 'Cup', price: 8 } })
    expect(answer.json()).toEqual({ id: 7, name: 'Cup', price: 8, notify: true })
  })

  it('is refused together with them', async () => {
    await using client = await testClient(app)
    const answer = await client.put('/items/x?notify=perhaps', { json: { name: 'Cup' } })
    expect(answer.json()).toMatchObject({
      errors: [
        { in: 'path', pointer: '/itemId' },
        { in: 'query', pointer: '/notify' },
        { in: 'body', pointer: '/price' },
      ],
    })
  })
})
