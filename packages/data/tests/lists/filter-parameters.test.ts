import {
  PgDialect,
  boolean,
  date,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uuid,
  bigint,
  real,
} from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { App } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { filters, sorting } from '@vivace/data'

const status = pgEnum('status', ['open', 'done'])
const todos = pgTable('todos', {
  id: uuid().primaryKey(),
  status: status().notNull(),
  title: text().notNull(),
  priority: integer(),
  isPublic: boolean('is_public').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  dueOn: date('due_on'),
  cost: numeric(),
  size: bigint({ mode: 'bigint' }),
  weight: real(),
  tags: jsonb(),
})
const every = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'null'] as const
const filter = filters({
  id: { column: todos.id, operators: ['eq', 'in'] },
  status: { column: todos.status, operators: ['eq', 'ne', 'in'] },
  title: { column: todos.title, operators: [...every, 'contains', 'startsWith'] },
  priority: { column: todos.priority, operators: every },
  isPublic: todos.isPublic,
  createdAt: { column: todos.createdAt, operators: ['gte', 'lt'] },
  dueOn: { column: todos.dueOn, operators: every },
  cost: { column: todos.cost, operators: every },
  size: todos.size,
  weight: todos.weight,
  tag: { column: todos.title, schema: z.string().regex(/^[a-z]+$/), operators: ['eq'] },
})
const order = sorting(
  { createdAt: todos.createdAt, priority: { column: todos.priority, nulls: 'last' }, title: todos.title },
  { initial: '-createdAt', unique: todos.id },
)

const app = new App({ title: 'Todos', version: '1.0.0', openapiUrl: '/openapi.json' })
const dialect = new PgDialect()
app.get('/todos', { inputs: { filter, order } }, ({ filter, order }) => {
  const query = dialect.sqlToQuery(sql`where ${filter.where} order by ${sql.join(order.orderBy, sql`, `)}`)
  return {
    sql: query.sql,
    params: query.params.map(String),
    conditions: filter.conditions.map(({ field, operator }) => `${field} ${operator}`),
  }
})

interface Asked {
  readonly sql: string
  readonly params: readonly string[]
  readonly conditions: readonly string[]
}

let client: Awaited<ReturnType<typeof testClient>>
beforeAll(async () => {
  client = await testClient(app)
})
afterAll(async () => {
  await client[Symbol.asyncDispose]()
})

async function asked(query: string): Promise<Asked> {
  const answer = await client.get(`/todos?${query}`)
  expect([answer.status, answer.text()]).toEqual([200, answer.text()])
  return answer.json()
}

describe('filters()', () => {
  it('makes a condition with parameters of each thing that is asked for, and of all together', async () => {
    const { sql, params, conditions } = await asked(
      'status=open&priority[gte]=2&title[contains]=milk&dueOn[null]=true&id[in]=7f1d1c1e-0000-4000-8000-000000000001',
    )
    expect(conditions).toEqual(['id in', 'status eq', 'title contains', 'priority gte', 'dueOn null'])
    expect(sql).toBe(
      'where ("todos"."id" in ($1) and "todos"."status" = $2 and "todos"."title" ilike $3 and "todos"."priority" >= $4 and ' +
        '"todos"."due_on" is null) order by "todos"."created_at" desc, "todos"."id" desc',
    )
    expect(params).toEqual(['7f1d1c1e-0000-4000-8000-000000000001', 'open', '%milk%', '2'])
  })

  it('has no condition where nothing is asked for', async () => {
    expect(await asked('')).toMatchObject({ conditions: [], params: [] })
  })

  it('reads the values of each type of column', async () => {
    const { params } = await asked(
      'isPublic=no&createdAt[gte]=2026-01-31T12:00:00%2B02:00&cost=-1.50&size=9223372036854775807&weight=1e-60&tag=home',
    )
    expect(params).toEqual(['false', '2026-01-31T10:00:00.000Z', '-1.50', '9223372036854775807', '0', 'home'])
  })

  it('takes the signs of patterns for what they are', async () => {
    const { params } = await asked(`title[contains]=${encodeURIComponent('100%_\\')}`)
    expect(params).toEqual(['%100\\%\\_\\\\%'])
  })

  it.each([
    ['status=closed', '/status', 'enum'],
    ['status=open&status=done', '/status', 'repeated'],
    ['priority=2147483648', '/priority', 'maximum'],
    ['priority=1.5', '/priority', 'type'],
    ['priority[lt]=x', '/priority[lt]', 'type'],
    ['isPublic=maybe', '/isPublic', 'type'],
    ['id=1', '/id', 'format'],
    ['id[in]=1&id[in]=7f1d1c1e-0000-4000-8000-000000000001', '/id[in]/0', 'format'],
    ['createdAt[gte]=2026-02-30T00:00:00Z', '/createdAt[gte]', 'invalid'],
    ['createdAt[gte]=yesterday', '/createdAt[gte]', 'format'],
    ['createdAt[lt]=0001-01-01T00:00:00%2B14:00', '/createdAt[lt]', 'invalid'],
    ['dueOn=2026-13-01', '/dueOn', 'format'],
    ['cost=NaN', '/cost', 'pattern'],
    ['size=9223372036854775808', '/size', 'invalid'],
    ['weight=1e39', '/weight', 'maximum'],
    ['tag=A', '/tag', 'pattern'],
    ['title=%00', '/title', 'invalid'],
    ['priority[contains]=1', '/priority[contains]', 'invalid'],
    ['createdAt[gt]=2026-01-01T00:00:00Z', '/createdAt[gt]', 'invalid'],
    ['title[or][x]=1', '/title[or][x]', 'invalid'],
    ['sort=password', '/sort', 'pattern'],
    ['sort=', '/sort', 'pattern'],
    ['sort=title,title', '/sort', 'invalid'],
    ['sort=title,priority,createdAt,title', '/sort', 'pattern'],
    ['sort=constructor', '/sort', 'pattern'],
    ['sort=title;drop', '/sort', 'pattern'],
  ])('refuses %s', async (query, pointer, code) => {
    const answer = await client.get(`/todos?${query}`)
    expect([answer.status, answer.json()]).toMatchObject([422, { errors: [{ in: 'query', pointer, code }] }])
  })

  it('refuses a text that is too long, and too many values', async () => {
    const many = Array.from({ length: 51 }, (_, at) => `priority[in]=${at}`).join('&')
    const answer = await client.get(`/todos?title=${'x'.repeat(201)}&${many}`)
    expect([answer.status, answer.json()]).toMatchObject([
      422,
      {
        errors: [
          { pointer: '/title', code: 'maxLength' },
          { pointer: '/priority[in]', code: 'maxItems' },
        ],
      },
    ])
  })

  it('leaves names that are no field to the route', async () => {
    const strict = new App({ title: 'Todos', version: '1.0.0', unknownFields: 'reject' })
    strict.get('/todos', { inputs: { filter, order } }, ({ filter }) => filter.conditions.length)
    await using other = await testClient(strict)
    const answer = await other.get('/todos?owner[eq]=ada&title[contains]=a&password=x')
    expect(answer.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual([
      '/owner[eq]',
      '/password',
    ])
    expect((await asked('owner[eq]=ada&password=x')).conditions).toEqual([])
  })

  it('says everything that is wrong at once', async () => {
    const answer = await client.get('/todos?priority=x&status=closed&sort=id')
    expect(
      answer
        .json<{ errors: { pointer: string }[] }>()
        .errors.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/priority', '/sort', '/status'])
  })

  it('is documented: a parameter for each thing that may be asked for', () => {
    const operation = app.openapi().paths['/todos']?.['get']
    const parameters = z
      .object({ parameters: z.array(z.looseObject({ name: z.string() })) })
      .parse(operation).parameters
    const named = Object.fromEntries(parameters.map(({ name, ...rest }) => [name, rest]))
    expect(Object.keys(named).slice(0, 6)).toEqual([
      'id',
      'id[in]',
      'status',
      'status[ne]',
      'status[in]',
      'title',
    ])
    expect(named['status[in]']).toMatchObject({
      in: 'query',
      description: 'status is one of these',
      schema: { type: 'array', items: { type: 'string', enum: ['open', 'done'] }, maxItems: 50 },
    })
    expect(named['createdAt[gte]']).toMatchObject({ schema: { type: 'string', format: 'date-time' } })
    expect(named['sort']).toMatchObject({ schema: { type: 'string', default: '-createdAt' } })
  })

  it.each([
    ['a column of no single text', () => filters({ tags: todos.tags })],
    [
      'parts of what is no text',
      () => filters({ priority: { column: todos.priority, operators: ['contains'] } }),
    ],
    ['a name that cannot stand in a query', () => filters({ 'a b': todos.title })],
  ])('refuses when it is declared: %s', (_what, declare) => {
    expect(declare).toThrow('FILTER_INVALID')
  })
})

// What a URL can carry: lone surrogates have no bytes in UTF-8.
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text))

describe('T25: whatever text is sent as a filter or an order', () => {
  const names = [
    'title',
    'title[ne]',
    'title[contains]',
    'title[startsWith]',
    'title[in]',
    'status',
    'cost',
    'id',
    'tag',
    'sort',
  ]
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      "' or 1=1 --",
      '"; drop table todos; --',
      '\\',
      "\\'",
      '$1',
      '%',
      '＇ or ＇1',
      "E'\\''",
      '/*',
      '\u2028',
      'NULL',
    ),
  )

  it('reaches PostgreSQL as a parameter, or is refused', async () => {
    const plain = await asked('')
    const run = async (name: string, value: string): Promise<void> => {
      const answer = await client.get(
        `/todos?${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`,
      )
      if (answer.status === 422) return
      expect(answer.status).toBe(200)
      const { sql, params } = answer.json<Asked>()
      if (name === 'sort') {
        expect(sql).toMatch(/^where {2}order by ("todos"\."\w+" (asc|desc)( nulls last)?(, )?)+$/)
        return
      }
      const [column = ''] = name.split('[')
      const alone = sql.replace('where ', '').replace(plain.sql.replace('where ', ''), '')
      expect(alone).toMatch(
        new RegExp(
          `^"todos"."${column === 'tag' ? 'title' : column}" (=|is distinct from|ilike|in) \\(?\\$1\\)?$`,
        ),
      )
      expect(params).toHaveLength(1)
    }
    await fc.assert(fc.asyncProperty(fc.constantFrom(...names), nasty, run), {
      numRuns: Number(process.env['VIVACE_FILTERS'] ?? 2_000),
    })
  })
})

describe('sorting()', () => {
  it('ends every order with what tells rows apart, and goes the same way', async () => {
    expect((await asked('sort=title')).sql).toContain('order by "todos"."title" asc, "todos"."id" asc')
    expect((await asked('sort=-priority,title')).sql).toContain(
      'order by "todos"."priority" desc nulls last, "todos"."title" asc, "todos"."id" asc',
    )
  })

  it.each([
    [
      'an initial order that nobody may ask for',
      () => sorting({ title: todos.title }, { initial: 'id', unique: todos.id }),
    ],
    [
      'an end that does not tell rows apart',
      () => sorting({ title: todos.title }, { initial: 'title', unique: todos.title }),
    ],
    [
      'a name that cannot stand in a query',
      () => sorting({ 'a,b': todos.title }, { initial: 'a,b', unique: todos.id }),
    ],
  ])('refuses when it is declared: %s', (_what, declare) => {
    expect(declare).toThrow('SORT_INVALID')
  })
})
