import { migrate, openDatabase, rolledBack } from '@vivace/data'
import { testClient, type TestClient } from 'vivace/testing'
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { app, data } from './app.ts'

const memory = await openDatabase({ url: 'memory:' })
await migrate(memory.engine, { folder: data.options.migrations })
afterAll(() => memory[Symbol.asyncDispose]())

beforeEach(async () => {
  const test = await rolledBack(memory.engine)
  const override = app.override(data.engine, () => test)
  onTestFinished(async () => {
    override[Symbol.dispose]()
    await test.close()
  })
})

const categories = ['cups', 'plates', 'bowls'] as const
const rows = Array.from({ length: 45 }, (_, at) => ({
  code: `p${at}`,
  name: `${at % 9 === 0 ? '100% clay' : 'Clay'} ${at}`,
  category: categories[at % 3],
  price: (at * 7) % 30,
}))

async function shop(): Promise<TestClient> {
  const client = await testClient(app)
  onTestFinished(() => client[Symbol.asyncDispose]())
  expect((await client.post('/products/import', { json: rows })).json()).toEqual({ added: 45, changed: 0 })
  return client
}

const Exported = z.object({ code: z.string(), name: z.string(), price: z.int() })

interface Listed {
  readonly items: readonly { readonly name: string; readonly price: number }[]
  readonly next: string | null
}

it('answers what is asked for, and nothing else', async () => {
  const client = await shop()
  const found = await client.get(
    '/products/all?category[in]=cups&category[in]=bowls&price[gte]=20&sort=-price,name',
  )
  const prices = found.json<{ price: number }[]>().map(({ price }) => price)
  expect(prices).toEqual(
    rows
      .filter(({ category, price }) => category !== 'plates' && price >= 20)
      .map(({ price }) => price)
      .sort((a, b) => b - a),
  )
  expect((await client.get('/products/all?name[contains]=100%25')).json()).toHaveLength(5)
  const refused = await client.get('/products/all?price[lt]=3&category=forks')
  expect(refused.json()).toMatchObject({ errors: [{ pointer: '/category', code: 'enum' }] })
  expect((await client.get('/products/all?price[lt]=3')).json()).toMatchObject({
    errors: [{ pointer: '/price[lt]' }],
  })
})

it('gives pages by number, with how many there are', async () => {
  const client = await shop()
  expect((await client.get('/products?limit=10&price[lte]=9')).json()).toMatchObject({
    total: rows.filter(({ price }) => price <= 9).length,
  })
  expect((await client.get('/products?skip=40')).json<Listed>().items).toHaveLength(5)
})

it('leads by cursor through all of them, also when some are added meanwhile', async () => {
  const client = await shop()
  const names: string[] = []
  let cursor: string | undefined
  do {
    const answer = await client.get('/feed', { query: { sort: 'price', limit: 10, cursor } })
    const { items, next } = answer.json<Listed>()
    names.push(...items.map(({ name }) => name))
    cursor = next ?? undefined
    await client.post('/products/import', { json: [{ ...rows[0], code: `new${names.length}`, price: 0 }] })
  } while (cursor !== undefined)
  expect(names).toHaveLength(45)
  expect(new Set(names).size).toBe(45)
  const other = await client.get('/feed?sort=price&limit=1')
  const { next } = other.json<Listed>()
  expect((await client.get('/feed', { query: { sort: 'name', cursor: next ?? '' } })).status).toBe(422)
  expect((await client.get('/newest?limit=1')).json<Listed>().items).toHaveLength(1)
})

it('imports again what is there already, and exports all', async () => {
  const client = await shop()
  const again = [...rows.slice(0, 3), { ...rows[0], name: 'Twice' }, { ...rows[0], code: 'new' }]
  expect((await client.post('/products/import', { json: again })).json()).toEqual({ added: 1, changed: 4 })
  await client.post('/products/cheapest', {
    json: [
      { ...rows[1], price: 1 },
      { ...rows[2], price: 99 },
    ],
  })
  const exported = (await client.get('/products/export')).text().trim().split('\n')
  const products = exported.map((line) => Exported.parse(JSON.parse(line)))
  expect(products).toHaveLength(46)
  expect(products.find(({ code }) => code === 'p0')).toMatchObject({ name: 'Twice' })
  expect(products.filter(({ code }) => code === 'p1' || code === 'p2').map(({ price }) => price)).toEqual([
    1, 14,
  ])
})
