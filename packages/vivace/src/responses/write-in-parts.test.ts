import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { testClient } from '../testing/index.ts'
import { longArray, writeInParts } from './write-in-parts.ts'

const Item = z.object({ id: z.int(), name: z.string() })
const itemsOf = (count: number): { id: number; name: string; secret: string }[] =>
  Array.from({ length: count }, (_none, id) => ({ id, name: `item "${id}"`, secret: 'x' }))
const shownOf = (count: number): unknown[] => itemsOf(count).map(({ id, name }) => ({ id, name }))

describe('a long array', () => {
  it.each([longArray, longArray + 1, longArray + 99, 2 * longArray, 12_345])(
    'of %i items is what a short one would be: checked, filtered, in order',
    async (count) => {
      const { app } = testApp()
      app.get('/', { returns: z.array(Item) }, () => itemsOf(count))
      await using client = await testClient(app)
      const answer = await client.get('/')
      expect(answer.status).toBe(200)
      expect(answer.text()).toBe(JSON.stringify(shownOf(count)))
    },
  )

  it('that breaks its schema is 500: nothing of it is sent, and the log says which item', async () => {
    const { app, log } = testApp()
    const items = itemsOf(5_000)
    items[4_321] = { id: 4_321, name: 7 as never, secret: 'hunter2' } // As JavaScript may have it.
    app.get('/', { returns: z.array(Item) }, () => items)
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.json()]).toMatchObject([500, { code: 'internal-error' }])
    expect(answer.text()).not.toContain('item')
    expect(String(log.lines[0]?.fields?.['error'])).toContain('/4321/name: ')
  })

  it('is judged whole where its schema says something of the whole', async () => {
    const { app } = testApp()
    const lengths: number[] = []
    const Counted = z.array(Item).refine(({ length }) => lengths.push(length) > 0)
    app.get('/counted', { returns: Counted }, () => itemsOf(3_000))
    app.get('/bounded', { returns: z.array(Item).max(2_000) }, () => itemsOf(3_000))
    await using client = await testClient(app)
    expect((await client.get('/counted')).json()).toHaveLength(3_000)
    expect(lengths).toEqual([3_000])
    expect((await client.get('/bounded')).status).toBe(500)
  })

  it('may have a schema that takes its time', async () => {
    const { app } = testApp()
    const Known = Item.refine(async ({ id }) => id < 2_500)
    app.get('/{count}', { returns: z.array(Known) }, () => itemsOf(2_500))
    app.get('/more', { returns: z.array(Known) }, () => itemsOf(2_501))
    await using client = await testClient(app)
    expect((await client.get('/all')).text()).toBe(JSON.stringify(shownOf(2_500)))
    expect((await client.get('/more')).status).toBe(500)
  })
})

describe('writeInParts()', () => {
  it('lets others have their turns', async () => {
    let turns = 0
    const probe = setInterval(() => (turns += 1), 1)
    const slow = (part: readonly unknown[]): string => {
      const until = performance.now() + 1
      while (performance.now() < until);
      return JSON.stringify(part)
    }
    const written = await writeInParts(itemsOf(10_000), slow)
    clearInterval(probe)
    expect(written).toBe(JSON.stringify(itemsOf(10_000)))
    // A hundred parts, of which five or so make a turn.
    expect(turns).toBeGreaterThan(5)
  })

  it('writes what the array was when it began', async () => {
    const items = itemsOf(3_000)
    const before = JSON.stringify(items)
    const writing = writeInParts(items, async (part) => JSON.stringify(part))
    items.length = 0
    expect(await writing).toBe(before)
  })
})
