import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

interface Found {
  readonly items: readonly { readonly id: number }[]
  readonly next: string | null
}

it('gives a page by its number, and says where the next one is', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/items?skip=40&limit=10')
  expect(answer.json()).toMatchObject({ items: [{ id: 41 }, {}, {}, {}, { id: 45 }], total: 45 })
  expect((await client.get('/items')).headers.get('link')).toContain('<?skip=20&limit=20>; rel="next"')
  expect((await client.get('/items?limit=101')).status).toBe(422)
})

it('leads through every item by cursors', async () => {
  await using client = await testClient(app)
  const ids: number[] = []
  for (let next: string | null | undefined; next !== null;) {
    const found: Found = (await client.get('/feed', { query: { limit: 10, cursor: next } })).json<Found>()
    ids.push(...found.items.map(({ id }) => id))
    next = found.next
  }
  expect(ids).toEqual(Array.from({ length: 45 }, (_, at) => at + 1))
  expect((await client.get('/feed?cursor=mine')).status).toBe(422)
})
