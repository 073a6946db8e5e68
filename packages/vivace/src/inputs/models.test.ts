import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { testClient, type TestAnswer, type TestClient } from '../testing/index.ts'
import { cookie } from './cookie.ts'
import { header } from './header.ts'
import type { InputRecord } from './input.ts'
import { query } from './query.ts'

async function clientFor(inputs: InputRecord): Promise<TestClient> {
  const { app } = testApp()
  app.get('/', { inputs }, (values) => ({ values }))
  return testClient(app)
}

function failuresOf(answer: TestAnswer): unknown[] {
  expect(answer.status).toBe(422)
  return answer.json<{ errors: unknown[] }>().errors
}

describe('query.model()', () => {
  const Filter = z.object({
    q: z.string().optional(),
    limit: z.int().max(100).default(20),
    tags: z.array(z.string()).default([]),
    order: z.enum(['asc', 'desc']).default('asc'),
    deep: z.boolean().optional(),
  })

  it('reads every field of the model, decoded by its type', async () => {
    await using client = await clientFor({ filter: query.model(Filter) })
    expect((await client.get('/?q=a&limit=5&tags=x&tags=y&order=desc&deep=on&more=1')).json()).toEqual({
      values: { filter: { q: 'a', limit: 5, tags: ['x', 'y'], order: 'desc', deep: true } },
    })
    expect((await client.get('/')).json()).toEqual({
      values: { filter: { limit: 20, tags: [], order: 'asc' } },
    })
  })

  it('names every failure of its fields', async () => {
    await using client = await clientFor({ filter: query.model(Filter) })
    expect(failuresOf(await client.get('/?limit=101&order=up&deep=maybe&q=a&q=b'))).toMatchObject([
      { in: 'query', pointer: '/limit', code: 'maximum' },
      { in: 'query', pointer: '/order', code: 'enum' },
      { in: 'query', pointer: '/q', code: 'repeated' },
      { in: 'query', pointer: '/deep', code: 'type' },
    ])
  })

  it('stands beside others, which may read the same names', async () => {
    const inputs = {
      filter: query.model(Filter),
      limit: query(z.string().optional()),
      page: query(z.int().default(1)),
    }
    await using client = await clientFor(inputs)
    expect((await client.get('/?limit=5&page=2')).json()).toMatchObject({
      values: { filter: { limit: 5 }, limit: '5', page: 2 },
    })
    expect(failuresOf(await client.get('/?limit=x&page=y'))).toMatchObject([
      { pointer: '/limit' },
      { pointer: '/page' },
    ])
  })

  it('that is strict refuses names that it does not declare', async () => {
    await using client = await clientFor({ filter: query.model(z.strictObject({ a: z.string() })) })
    expect((await client.get('/?a=1')).status).toBe(200)
    expect(failuresOf(await client.get('/?a=1&b=2&c=3'))).toMatchObject([
      { pointer: '/b', code: 'additionalProperties' },
      { pointer: '/c', code: 'additionalProperties' },
    ])
  })

  it('that is open collects them: the last value of each, as text', async () => {
    await using client = await clientFor({ filter: query.model(z.looseObject({ a: z.int() })) })
    expect((await client.get('/?a=1&b=2&b=3')).json()).toEqual({ values: { filter: { a: 1, b: '3' } } })
  })

  it('that is open takes __proto__ for a name like every other', async () => {
    await using client = await clientFor({ filter: query.model(z.looseObject({ a: z.int() })) })
    const answer = await client.get('/?a=1&__proto__=polluted&constructor=x')
    expect(answer.status).toBe(200)
    expect({}).not.toHaveProperty('polluted')
  })

  it('may have rules across its fields', async () => {
    const Range = z
      .object({ from: z.int(), to: z.int() })
      .refine(({ from, to }) => from <= to, 'from is after to')
    await using client = await clientFor({ range: query.model(Range) })
    expect((await client.get('/?from=1&to=2')).status).toBe(200)
    expect(failuresOf(await client.get('/?from=2&to=1'))).toMatchObject([
      { in: 'query', pointer: '', code: 'custom', message: 'from is after to' },
    ])
    expect(failuresOf(await client.get('/?from=x'))).toMatchObject([
      { pointer: '/to', code: 'missing' },
      { pointer: '/from', code: 'type' },
    ])
  })

  it('of an asynchronous schema is awaited', async () => {
    const Known = z.object({
      a: z.string().refine(async (text) => text === 'x', 'unknown'),
      b: z.int().optional(),
    })
    await using client = await clientFor({ known: query.model(Known) })
    expect((await client.get('/?a=x')).json()).toEqual({ values: { known: { a: 'x' } } })
    expect(failuresOf(await client.get('/?a=y'))).toMatchObject([{ pointer: '/a', code: 'custom' }])
    expect(failuresOf(await client.get('/?a=y&b=z'))).toMatchObject([
      { pointer: '/a' },
      { pointer: '/b', code: 'type' },
    ])
  })

  it('may be recursive in what it refers to', async () => {
    const Name = z.string().min(2).meta({ id: 'Name' })
    await using client = await clientFor({ filter: query.model(z.object({ a: Name, b: z.array(Name) })) })
    expect((await client.get('/?a=xx&b=yy')).json()).toEqual({ values: { filter: { a: 'xx', b: ['yy'] } } })
    expect(failuresOf(await client.get('/?a=x&b=y'))).toMatchObject([{ pointer: '/a' }, { pointer: '/b/0' }])
  })

  it('is described field by field', () => {
    const { app } = testApp()
    const schema = z.object({
      q: z.string().describe('Words').optional(),
      n: z.int().meta({ deprecated: true }),
    })
    app.get('/', { inputs: { filter: query.model(schema) } }, () => null)
    expect(app.descriptions()[0]?.parameters).toMatchObject([
      { in: 'query', name: 'q', required: false, description: 'Words', schema: { type: 'string' } },
      { in: 'query', name: 'n', required: true, deprecated: true, schema: { type: 'integer' } },
    ])
  })
})

describe('header.model()', () => {
  const Trace = z.object({
    xTraceId: z.string(),
    x_span: z.int().optional(),
    x_list: z.array(z.string()).optional(),
  })

  it('reads its fields from the headers that they name', async () => {
    await using client = await clientFor({ trace: header.model(Trace) })
    const headers = { 'x-trace-id': 'a', 'X-Span': '7', 'x-list': 'a, b' }
    expect((await client.get('/', { headers })).json()).toEqual({
      values: { trace: { xTraceId: 'a', x_span: 7, x_list: ['a', 'b'] } },
    })
  })

  it('fails under the names on the wire', async () => {
    await using client = await clientFor({ trace: header.model(Trace) })
    expect(failuresOf(await client.get('/', { headers: { 'x-span': 'x' } }))).toMatchObject([
      { in: 'header', pointer: '/x-trace-id', code: 'missing' },
      { in: 'header', pointer: '/x-span', code: 'type' },
    ])
    expect(
      failuresOf(await client.get('/', { headers: { 'x-trace-id': 'a', 'x-span': '7.5' } })),
    ).toMatchObject([{ pointer: '/x-span' }])
  })

  it('that is strict does not refuse the headers that every request has', async () => {
    await using client = await clientFor({ trace: header.model(z.strictObject({ xTraceId: z.string() })) })
    expect((await client.get('/', { headers: { 'x-trace-id': 'a', accept: '*/*' } })).status).toBe(200)
  })
})

describe('cookie.model()', () => {
  it('reads its fields from the cookies', async () => {
    const Session = z.object({ session: z.string(), visits: z.int().default(0) })
    await using client = await clientFor({ session: cookie.model(Session) })
    expect((await client.get('/', { cookies: { session: 'a', visits: '2', other: 'x' } })).json()).toEqual({
      values: { session: { session: 'a', visits: 2 } },
    })
    expect(failuresOf(await client.get('/'))).toMatchObject([
      { in: 'cookie', pointer: '/session', code: 'missing' },
    ])
  })

  it('that is strict or open sees the others', async () => {
    await using strict = await clientFor({ all: cookie.model(z.strictObject({ a: z.string() })) })
    expect(failuresOf(await strict.get('/', { cookies: { a: '1', b: '2' } }))).toMatchObject([
      { pointer: '/b' },
    ])
    await using open = await clientFor({ all: cookie.model(z.looseObject({ a: z.string() })) })
    expect((await open.get('/', { cookies: { a: '1', b: '2' } })).json()).toEqual({
      values: { all: { a: '1', b: '2' } },
    })
  })
})
