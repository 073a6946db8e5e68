import { integer, pgEnum, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { type Database, filters, keysetPagination, sorting } from '@vivace/data'
import type { Client } from 'vivace/client'
import { type CursorPage, route } from 'vivace'
import { describe, expectTypeOf, it } from 'vitest'
import * as z from 'zod'

const level = pgEnum('level', ['low', 'high'])
const todos = pgTable('todos', {
  id: integer().primaryKey(),
  title: text().notNull(),
  level: level().notNull(),
  at: timestamp().notNull(),
})
const filter = filters({
  level: { column: todos.level, operators: ['eq', 'in'] },
  at: { column: todos.at, operators: ['gte'] },
  title: { column: todos.title, operators: ['contains', 'null'] },
  tag: { column: todos.title, schema: z.enum(['home', 'work']) },
})
const order = sorting({ at: todos.at }, { initial: 'at', unique: todos.id })
const paging = keysetPagination(order)

describe('the types of lists', () => {
  it('tell a client what it may ask for', () => {
    const _listTodos = route.get(
      '/todos',
      { inputs: { filter, paging }, returns: z.array(z.string()) },
      () => [],
    )
    type Asked = NonNullable<Parameters<Client<{ listTodos: typeof _listTodos }>['listTodos']>[0]>
    expectTypeOf<Asked['level']>().toEqualTypeOf<'low' | 'high' | undefined>()
    expectTypeOf<Asked['level[in]']>().toEqualTypeOf<('low' | 'high')[] | undefined>()
    expectTypeOf<Asked['at[gte]']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Asked['title[null]']>().toEqualTypeOf<boolean | undefined>()
    expectTypeOf<Asked['tag']>().toEqualTypeOf<'home' | 'work' | undefined>()
    expectTypeOf<Asked['sort']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Asked['cursor']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Asked>().not.toHaveProperty('at')
  })

  it('tell the rows of a page, and take no query that has a condition already', () => {
    type Paging = NonNullable<(typeof paging)['~vivace']['value']>
    const _paged = (paging: Paging, database: Database) =>
      paging.page(database.select(paging.fields({ id: todos.id, title: todos.title })).from(todos))
    expectTypeOf<Awaited<ReturnType<typeof _paged>>['items'][number]>().toEqualTypeOf<{
      id: number
      title: string
    }>()
    expectTypeOf<Awaited<ReturnType<typeof _paged>>>().toMatchTypeOf<CursorPage<unknown>>()
    const twice = (paging: Paging, database: Database) =>
      // @ts-expect-error: the query has its own condition, which the page would replace.
      paging.page(database.select(paging.fields(todos)).from(todos).where(undefined))
    expectTypeOf(twice).toBeFunction()
  })
})
