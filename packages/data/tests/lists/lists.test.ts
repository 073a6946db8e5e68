import { asc, eq } from 'drizzle-orm'
import { boolean, integer, pgEnum, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { App, cursorPageOf, type Dependency, pageOf, pagination, singleton } from 'vivace'
import { type TestAnswer, testClient, type TestClient } from 'vivace/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Database, filters, keysetPagination, selectPage, sorting } from '@vivace/data'
import { engines, openTestDatabase, type TestDatabase } from './test-database.ts'

const level = pgEnum('level', ['low', 'high', 'urgent'])
const todos = pgTable('todos', {
  id: serial().primaryKey(),
  title: text().notNull(),
  level: level().notNull().default('low'),
  priority: integer(),
  isDone: boolean('is_done').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true, precision: 6 }).notNull().defaultNow(),
})
const owners = pgTable('owners', { todoId: integer('todo_id').notNull(), name: text().notNull() })

const Todo = z.object({ id: z.int(), title: z.string() })

const filter = filters({
  title: { column: todos.title, operators: ['eq', 'ne', 'contains', 'startsWith'] },
  level: { column: todos.level, operators: ['eq', 'in', 'gte'] },
  priority: { column: todos.priority, operators: ['eq', 'ne', 'lt', 'gte', 'null'] },
  createdAt: { column: todos.createdAt, operators: ['gte', 'lt'] },
})
const order = sorting(
  {
    createdAt: todos.createdAt,
    priority: todos.priority,
    rank: { column: todos.priority, nulls: 'last' },
    level: todos.level,
    isDone: todos.isDone,
    title: todos.title,
  },
  { initial: '-createdAt', unique: todos.id },
)

function appOver(database: Dependency<Database, 'app'>): App {
  const app = new App({ title: 'Todos', version: '1.0.0' })
  const paging = pagination()
  app.get('/numbered', { inputs: { paging, order, filter, database }, returns: pageOf(Todo) }, (given) =>
    selectPage(given.database, {
      ...given,
      query: given.database.select().from(todos),
      where: given.filter.where,
    }),
  )
  const cursors = keysetPagination(order)
  app.get('/todos', { inputs: { paging: cursors, filter, database }, returns: cursorPageOf(Todo) }, (given) =>
    given.paging.page(given.database.select(given.paging.fields(todos)).from(todos), {
      where: given.filter.where,
    }),
  )
  const signed = keysetPagination([todos.createdAt, todos.id], {
    secrets: ['Zk3JxQ0w8s1Vt5bYh7Ne2RmLc9Pf4Gd6'],
  })
  app.get('/signed', { inputs: { paging: signed, database }, returns: cursorPageOf(Todo) }, (given) =>
    given.paging.page(given.database.select(given.paging.fields(todos)).from(todos)),
  )
  app.get('/owned', { inputs: { paging: signed, database } }, ({ paging, database }) =>
    paging.page(
      database
        .select(paging.fields({ id: todos.id, owner: owners.name }))
        .from(todos)
        .leftJoin(owners, eq(owners.todoId, todos.id)),
    ),
  )
  return app
}

interface Listed {
  readonly items: readonly { readonly id: number; readonly title: string }[]
  readonly next: string | null
  readonly total?: number
}

function titles(answer: TestAnswer): string[] {
  expect([answer.status, answer.text()]).toEqual([200, answer.text()])
  return answer.json<Listed>().items.map(({ title }) => title)
}

const cursorOf = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url')

describe.each(engines)('lists on %s', (kind, missing) => {
  describe.skipIf(missing !== undefined)('with rows', () => {
    let on: TestDatabase
    let client: TestClient
    beforeAll(async () => {
      on = await openTestDatabase(kind)
      await on.run(
        `create type level as enum ('low', 'high', 'urgent')`,
        `create table todos (id serial primary key, title text not null, level level not null default 'low', priority integer,
          is_done boolean not null default false, created_at timestamptz(6) not null default now())`,
        'create table owners (todo_id integer not null, name text not null)',
      )
      client = await testClient(appOver(singleton({}, () => on.database)))
    })
    afterAll(async () => {
      await client[Symbol.asyncDispose]()
      await on[Symbol.asyncDispose]()
    })
    beforeEach(async () => {
      await on.run('truncate todos restart identity', 'truncate owners')
    })

    /** Rows of which many are equal in each column, some less than a millisecond apart. */
    async function fill(count = 60): Promise<void> {
      await on.run(`insert into todos (title, level, priority, is_done, created_at)
        select 't' || (i * 7 % 11), (array['low', 'high', 'urgent'])[1 + i % 3]::level, nullif(i * 5 % 4, 0), i % 2 = 0,
          timestamptz '2026-01-01 00:00:00Z' + (i / 4) * interval '13 microseconds'
        from generate_series(1, ${count}) as i`)
    }

    async function everyId(
      path: string,
      query: Record<string, string>,
      meanwhile?: () => Promise<unknown>,
    ): Promise<number[]> {
      const ids: number[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const answer: TestAnswer = await client.get(path, {
          query: { ...query, limit: 7, cursor: cursor === '' ? undefined : cursor },
        })
        titles(answer)
        const { items, next }: Listed = answer.json()
        ids.push(...items.map(({ id }) => id))
        cursor = next
        await meanwhile?.()
      }
      return ids
    }

    it.each([
      'createdAt',
      '-createdAt',
      'priority',
      '-priority',
      'rank',
      '-rank',
      'level,-title',
      '-isDone,level',
      'priority,-createdAt,title',
      '-priority,isDone',
    ])('leads by cursor through every row once, in the order %s of PostgreSQL', async (sort) => {
      await fill()
      const ids = await everyId('/todos', { sort })
      const whole = await client.get('/numbered', { query: { sort, limit: 100 } })
      expect(ids).toEqual(whole.json<Listed>().items.map(({ id }) => id))
      expect(new Set(ids).size).toBe(60)
    })

    it('shows no row twice and leaves none out while rows are added and removed on all sides', async () => {
      await fill()
      const before = (
        await client.get('/numbered', { query: { sort: '-createdAt', limit: 100 } })
      ).json<Listed>()
      const ids = await everyId('/todos', { sort: '-createdAt' }, async () => {
        await on.run(
          `insert into todos (title, created_at) values ('newer', now()), ('between', '2026-01-01 00:00:00.000091Z')`,
          `delete from todos where title = 'newer' and id % 2 = 0`,
        )
      })
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => id <= 60)).toEqual(before.items.map(({ id }) => id))
    })

    it('ends with the last page, full or not', async () => {
      await fill(14)
      expect((await client.get('/todos', { query: { limit: 14 } })).json<Listed>().next).toBeNull()
      const first = await client.get('/todos', { query: { limit: 13 } })
      expect(first.headers.get('link')).toContain('rel="next"')
      expect(
        titles(await client.get(`/todos?limit=13&cursor=${first.json<Listed>().next ?? ''}`)),
      ).toHaveLength(1)
    })

    it('keeps the condition of the list on every page', async () => {
      await fill()
      const ids = await everyId('/todos', { sort: 'priority', 'level[in]': 'high', 'priority[gte]': '2' })
      const { rows } = await on.engine.run({
        text: `select id from todos where level = 'high' and priority >= 2 order by priority, id`,
        values: [],
      })
      expect(ids).toEqual(rows.map(([id]) => id))
    })

    it('selects what the query names, over several tables, and gives nobody the position', async () => {
      await fill(3)
      await on.database.insert(owners).values({ todoId: 2, name: 'Ada' })
      const answer = await client.get('/owned')
      expect(answer.json()).toEqual({
        items: [
          { id: 1, owner: null },
          { id: 2, owner: 'Ada' },
          { id: 3, owner: null },
        ],
        next: null,
      })
    })

    it.each([
      ['of another order', ['title', ['a', '1']]],
      ['with too few values', ['-createdAt', ['2026-01-01']]],
      ['with too many values', ['-createdAt', ['2026-01-01', '1', '2']]],
      ['with what is no time', ['-createdAt', ["x'); drop table todos; --", '1']]],
      ['with a day that there is not', ['-createdAt', ['2026-02-30', '1']]],
      ['with what is no number', ['-createdAt', ['2026-01-01', '1 or 1=1']]],
      ['with a number that is too large', ['-createdAt', ['2026-01-01', '99999999999999999999']]],
      ['with a NUL', ['-createdAt', ['\0', '1']]],
      ['with values that are no texts', ['-createdAt', [1, { a: 1 }]]],
      ['that is something else', { drop: 'todos' }],
    ])('answers 422 to a cursor %s', async (_what, position) => {
      await fill(3)
      const answer = await client.get('/todos', { query: { cursor: cursorOf(position) } })
      expect([answer.status, answer.json()]).toMatchObject([
        422,
        { errors: [{ in: 'query', pointer: '/cursor' }] },
      ])
      expect(titles(await client.get('/todos'))).toHaveLength(3)
    })

    it('signs cursors where there are secrets', async () => {
      await fill()
      expect(await everyId('/signed', {})).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
      const answer = await client.get('/signed', { query: { cursor: cursorOf(['', ['2026-01-01', '1']]) } })
      expect(answer.status).toBe(422)
    })

    it('tells a page by number with how many there are, and counts only where the page does not tell', async () => {
      await fill()
      const page = async (query: string): Promise<Listed> => (await client.get(`/numbered?${query}`)).json()
      expect(await page('limit=5&skip=10')).toMatchObject({ total: 60 })
      expect((await page('limit=5&skip=57')).items).toHaveLength(3)
      expect(await page('limit=5&skip=57')).toMatchObject({ total: 60 })
      expect(await page('limit=5&skip=100')).toEqual({ items: [], total: 60 })
      expect(await page('limit=5&level=urgent')).toMatchObject({ total: 20 })
      expect(await page('title=none')).toEqual({ items: [], total: 0 })
      let counted = 0
      const database = Object.assign(Object.create(on.database), { $count: async () => (counted += 1) })
      const orderBy = { text: '', keys: [], orderBy: [asc(todos.id)] }
      const paging = {
        skip: 58,
        limit: 5,
        page: (items: readonly unknown[], more: unknown) => ({ items, more }),
      }
      // What `pagination()` makes of a request.
      await selectPage(database, {
        paging: paging as never,
        query: on.database.select().from(todos),
        order: orderBy,
      })
      expect(counted).toBe(0)
    })

    it('T25: answers to whatever is sent with rows or 422, and nothing happens to the data', async () => {
      await fill(20)
      const names = [
        'title',
        'title[contains]',
        'level[in]',
        'priority[gte]',
        'createdAt[lt]',
        'sort',
        'cursor',
      ]
      const texts = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom(
          "'",
          '\\',
          '%',
          '_',
          `'); drop table todos; --`,
          '\u2028',
          '9'.repeat(30),
          '-0',
          '1e400',
        ),
        fc.constantFrom(
          'infinity',
          'now',
          '2026-01-01',
          '294277-01-01T00:00:00Z',
          '0001-01-01T00:00:00Z',
          'low',
        ),
        fc
          .tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }))
          .map((values) => cursorOf(['-createdAt', values])),
      )
      const run = async (name: string, value: string): Promise<void> => {
        const path = name === 'cursor' ? '/todos' : '/numbered'
        expect([200, 422]).toContain((await client.get(path, { query: { [name]: value } })).status)
      }
      await fc.assert(fc.asyncProperty(fc.constantFrom(...names), texts, run), { numRuns: 300 })
      expect(await on.database.$count(todos)).toBe(20)
    })

    it('compares as PostgreSQL does: signs of patterns are text, and rows without a value are not equal to one', async () => {
      await on.database.insert(todos).values([
        { title: '100%', priority: 1, level: 'urgent' },
        { title: '100 euros', priority: 2 },
        { title: 'a_b\\c', level: 'high' },
        { title: `'; drop table todos; --`, priority: 3 },
      ])
      const found = async (query: Record<string, string>): Promise<string[]> =>
        titles(await client.get('/numbered', { query: { sort: 'title', ...query } }))
      expect(await found({ 'title[contains]': '0%' })).toEqual(['100%'])
      expect(await found({ 'title[contains]': 'A_B\\' })).toEqual(['a_b\\c'])
      expect(await found({ 'title[startsWith]': '100' })).toHaveLength(2)
      expect(await found({ title: `'; drop table todos; --` })).toHaveLength(1)
      expect(await found({ 'priority[ne]': '1' })).toHaveLength(3)
      expect(await found({ 'priority[null]': 'true' })).toEqual(['a_b\\c'])
      expect(await found({ 'priority[null]': '0', 'priority[lt]': '3' })).toHaveLength(2)
      expect(await found({ 'level[gte]': 'high' })).toHaveLength(2)
      expect(
        await found({ 'createdAt[gte]': '2026-01-01T00:00:00Z', 'createdAt[lt]': '9999-12-31T23:59:59Z' }),
      ).toHaveLength(4)
    })
  })
})

describe('keysetPagination()', () => {
  it('refuses an order in which two rows can be equal', () => {
    expect(() => keysetPagination([todos.createdAt])).toThrow('SORT_INVALID')
    expect(() => keysetPagination([])).toThrow('SORT_INVALID')
  })
})
