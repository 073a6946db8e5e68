import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { query } from '../inputs/index.ts'
import { type TestAnswer, testClient, type TestClient } from '../testing/index.ts'
import type { PageLimits } from './check-limits.ts'
import { cursorPagination, type CursorPaginationOptions } from './cursor-pagination.ts'
import { cursorPageOf, pageOf } from './page-of.ts'
import { pagination } from './pagination.ts'

const Item = z.object({ id: z.int() }).meta({ id: 'Item' })
const items = Array.from({ length: 45 }, (_, at) => ({ id: at + 1, secret: 'x' }))

function offsetShop(options: PageLimits & { readonly knowsTotal?: boolean } = {}) {
  const { knowsTotal = true, ...limits } = options
  const paging = pagination(limits)
  const { app } = testApp({ openapiUrl: '/openapi.json' })
  const inputs = { paging, q: query(z.string().optional()) }
  app.get('/items', { inputs, returns: pageOf(Item) }, ({ paging }) => {
    const { skip, limit } = paging
    return paging.page(items.slice(skip, skip + limit), knowsTotal ? { total: items.length } : {})
  })
  return app
}

function cursorShop(options: CursorPaginationOptions = {}) {
  const paging = cursorPagination(z.object({ id: z.int() }), options)
  const { app } = testApp({ openapiUrl: '/openapi.json' })
  app.get('/items', { inputs: { paging }, returns: cursorPageOf(Item) }, ({ paging }) => {
    const start = paging.cursor?.id ?? 0
    const found = items.slice(start, start + paging.limit)
    return paging.page(found, start + paging.limit < items.length ? found.at(-1) : undefined)
  })
  return app
}

function idsOf(answer: TestAnswer): number[] {
  return answer.json<{ items: { id: number }[] }>().items.map(({ id }) => id)
}

/** The links of an answer, by their relation. */
function linksOf(answer: TestAnswer): Record<string, string> {
  const links = answer.headers.get('link')?.split(', ') ?? []
  return Object.fromEntries(
    links.map((link) => {
      const [, target = '', relation = ''] = /^<([^>]*)>; rel="(\w+)"$/.exec(link) ?? []
      return [relation, target]
    }),
  )
}

async function allIds(client: TestClient, relation = 'next'): Promise<number[]> {
  const ids: number[] = []
  for (let path: string | undefined = '/items?limit=10'; path !== undefined;) {
    const answer: TestAnswer = await client.get(path)
    expect(answer.status).toBe(200)
    ids.push(...idsOf(answer))
    const target: string | undefined = linksOf(answer)[relation]
    path = target === undefined ? undefined : `/items${target}`
  }
  return ids
}

describe('pagination()', () => {
  it('gives the page that is asked for, and says how many items there are', async () => {
    await using client = await testClient(offsetShop())
    const answer = await client.get('/items?skip=40&limit=3')
    expect(answer.json()).toEqual({ items: [{ id: 41 }, { id: 42 }, { id: 43 }], total: 45 })
    expect(idsOf(await client.get('/items'))).toHaveLength(20)
  })

  it('links to the pages beside it, with everything else that was asked for', async () => {
    await using client = await testClient(offsetShop())
    expect(linksOf(await client.get('/items?q=a%26b%3E&skip=20&limit=10'))).toEqual({
      first: '?q=a%26b%3E&skip=0&limit=10',
      prev: '?q=a%26b%3E&skip=10&limit=10',
      next: '?q=a%26b%3E&skip=30&limit=10',
      last: '?q=a%26b%3E&skip=40&limit=10',
    })
    expect(Object.keys(linksOf(await client.get('/items?limit=45')))).toEqual(['last'])
    expect(linksOf(await client.get('/items?skip=5&limit=10'))['prev']).toBe('?skip=0&limit=10')
  })

  it('leads through every item once', async () => {
    await using client = await testClient(offsetShop())
    expect(await allIds(client)).toEqual(items.map(({ id }) => id))
  })

  it('takes a full page for one that has a next where the total is not known', async () => {
    await using client = await testClient(offsetShop({ knowsTotal: false }))
    expect(await allIds(client)).toEqual(items.map(({ id }) => id))
    expect((await client.get('/items?skip=40')).json()).not.toHaveProperty('total')
  })

  it.each([
    ['skip=-1', '/skip', 'minimum'],
    ['skip=1.5', '/skip', 'type'],
    ['skip=x', '/skip', 'type'],
    ['skip=99999999999999999999', '/skip', 'type'],
    ['limit=0', '/limit', 'minimum'],
    ['limit=101', '/limit', 'maximum'],
    ['limit=1&limit=2', '/limit', 'repeated'],
  ])('refuses %s', async (asked, pointer, code) => {
    await using client = await testClient(offsetShop())
    const answer = await client.get(`/items?${asked}`)
    expect([answer.status, answer.json()]).toMatchObject([422, { errors: [{ in: 'query', pointer, code }] }])
  })

  it('is documented: the parameters, the page and its items', () => {
    const { paths, components } = offsetShop({ maxLimit: 50, defaultLimit: 10 }).openapi()
    expect(paths['/items']?.['get']).toMatchObject({
      parameters: [
        { name: 'skip', schema: { type: 'integer', minimum: 0, default: 0 } },
        { name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 50, default: 10 } },
        { name: 'q' },
      ],
      responses: {
        200: {
          content: {
            'application/json': {
              schema: {
                properties: {
                  items: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
                  total: { type: 'integer' },
                },
                required: ['items'],
              },
            },
          },
        },
      },
    })
    expect(components?.schemas).toHaveProperty('Item')
  })

  it.each([{ maxLimit: 0 }, { maxLimit: 1.5 }, { defaultLimit: 200 }, { maxLimit: 10, defaultLimit: 0 }])(
    'refuses the limits %j when it is declared',
    (limits) => {
      expect(() => pagination(limits)).toThrow('PAGE_LIMIT_INVALID')
      expect(() => cursorPagination(z.int(), limits)).toThrow('PAGE_LIMIT_INVALID')
    },
  )
})

const current = 'Zk3JxQ0w8s1Vt5bYh7Ne2RmLc9Pf4Gd6'
const previous = 'pQ7nB2vX5cL9kJ4hG8fD1sA6wE3rT0yU'

describe.each<[string, CursorPaginationOptions]>([
  ['unsigned', {}],
  ['signed', { secrets: [current] }],
])('cursorPagination(), %s', (_kind, options) => {
  it('leads through every item once, by its links and by `next`', async () => {
    await using client = await testClient(cursorShop(options))
    expect(await allIds(client)).toEqual(items.map(({ id }) => id))
    const ids: number[] = []
    for (let next: string | null = ''; next !== null;) {
      const answer = await client.get('/items', {
        query: { limit: 7, cursor: next === '' ? undefined : next },
      })
      ids.push(...idsOf(answer))
      next = answer.json<{ next: string | null }>().next
    }
    expect(ids).toEqual(items.map(({ id }) => id))
  })

  it.each(['x', 'a.b', '.', '%00', 'bnVsbA', 'e30', 'eyJpZCI6IngifQ', 'a'.repeat(5_000)])(
    'answers 422 with the place to the cursor %j',
    async (cursor) => {
      await using client = await testClient(cursorShop(options))
      const answer = await client.get(`/items?cursor=${cursor}`)
      expect([answer.status, answer.json()]).toMatchObject([
        422,
        { errors: [{ in: 'query', pointer: '/cursor' }] },
      ])
    },
  )

  it('is documented', () => {
    expect(cursorShop(options).openapi().paths['/items']?.['get']).toMatchObject({
      parameters: [
        { name: 'cursor', schema: { type: 'string' } },
        { name: 'limit', schema: { maximum: 100, default: 20 } },
      ],
      responses: {
        200: { content: { 'application/json': { schema: { required: ['items', 'next'] } } } },
      },
    })
  })
})

describe('a signed cursor', () => {
  it('is one that this server has made, with any of its secrets', async () => {
    await using old = await testClient(cursorShop({ secrets: [previous] }))
    const { next } = (await old.get('/items')).json<{ next: string }>()
    const statusWith = async (...secrets: string[]): Promise<number> => {
      await using client = await testClient(cursorShop({ secrets }))
      return (await client.get(`/items?cursor=${next}`)).status
    }
    expect(await statusWith(current, previous)).toBe(200)
    expect(await statusWith(current)).toBe(422)
    await using client = await testClient(cursorShop({ secrets: [previous] }))
    const forged = Buffer.from('{"id":1}').toString('base64url') + next.slice(next.indexOf('.'))
    expect((await client.get(`/items?cursor=${forged}`)).status).toBe(422)
  })

  it('needs a secret worth the name', () => {
    expect(() => cursorPagination(z.int(), { secrets: ['changeme'] })).toThrow('SECRET_TOO_WEAK')
  })
})

describe('pageOf() and cursorPageOf()', () => {
  it('describe items that refer to themselves and to others', async () => {
    const Tree = z.object({
      id: z.int(),
      get children() {
        return z.array(Tree)
      },
    })
    const { app } = testApp({ openapiUrl: '/openapi.json' })
    const tree = { id: 1, children: [{ id: 2, children: [], secret: 'x' }], secret: 'x' }
    app.get('/', { returns: pageOf(Tree) }, () => ({ items: [tree] }))
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({
      items: [{ id: 1, children: [{ id: 2, children: [] }] }],
    })
    expect(JSON.stringify(app.openapi())).not.toContain('#/properties')
  })

  it('let nothing leave that the item does not declare', async () => {
    await using client = await testClient(cursorShop())
    expect((await client.get('/items')).text()).not.toContain('secret')
  })

  it.each([
    [{ items: [{ id: 'x' }] }],
    [{ items: 'x' }],
    [null],
    [{ items: [], total: -1 }],
    [{ items: [], total: 'many' }],
  ])('refuse an answer that is no page: %j', async (answered) => {
    const { app } = testApp()
    // What the compiler would refuse.
    app.get('/', { returns: pageOf(Item) }, () => answered as never)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(500)
  })

  it('take items of an asynchronous schema', async () => {
    const Late = z.object({ id: z.int().refine(async (id) => id > 0) })
    const { app } = testApp()
    app.get('/{id}', { returns: pageOf(Late) }, () => ({ items: [{ id: 1 }] }))
    app.get('/bad', { returns: pageOf(Late) }, () => ({ items: [{ id: 0 }] }))
    await using client = await testClient(app)
    expect((await client.get('/good')).json()).toEqual({ items: [{ id: 1 }] })
    expect((await client.get('/bad')).status).toBe(500)
  })
})
