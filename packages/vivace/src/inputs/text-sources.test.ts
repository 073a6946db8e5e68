import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency } from '../dependencies/index.ts'
import { testClient, type TestAnswer, type TestClient } from '../testing/index.ts'
import { cookie } from './cookie.ts'
import { header } from './header.ts'
import type { InputRecord } from './input.ts'
import { path } from './path.ts'
import { query } from './query.ts'

async function clientFor(inputs: InputRecord, template = '/'): Promise<TestClient> {
  const { app } = testApp()
  app.get(template, { inputs }, (values) => ({ values }))
  return testClient(app)
}

function failuresOf(answer: TestAnswer): unknown[] {
  expect(answer.status).toBe(422)
  return answer.json<{ errors: unknown[] }>().errors
}

describe('query()', () => {
  it('is required, optional or has a default, as its schema says', async () => {
    const inputs = { a: query(z.string()), b: query(z.string().optional()), c: query(z.int().default(7)) }
    await using client = await clientFor(inputs)
    expect((await client.get('/?a=x')).json()).toEqual({ values: { a: 'x', c: 7 } })
    expect((await client.get('/?a=x&b=y&c=8')).json()).toEqual({ values: { a: 'x', b: 'y', c: 8 } })
    expect(failuresOf(await client.get('/'))).toEqual([
      {
        in: 'query',
        pointer: '/a',
        message: 'Field required',
        code: 'missing',
      },
    ])
  })

  it('tells an empty value from an absent one', async () => {
    await using client = await clientFor({
      a: query(z.string().default('none')),
      b: query(z.int().optional()),
    })
    expect((await client.get('/?a=')).json()).toEqual({ values: { a: '' } })
    expect((await client.get('/?a')).json()).toEqual({ values: { a: '' } })
    expect(failuresOf(await client.get('/?b='))).toMatchObject([{ pointer: '/b', code: 'type' }])
  })

  it('reads the name on the wire', async () => {
    await using client = await clientFor({ itemId: query(z.int(), { name: 'item-id' }) })
    expect((await client.get('/?item-id=1')).json()).toEqual({ values: { itemId: 1 } })
    expect(failuresOf(await client.get('/?itemId=1'))).toMatchObject([
      { pointer: '/item-id', code: 'missing' },
    ])
  })

  it('takes names as they are: case, underscores, brackets', async () => {
    const inputs = {
      userAgent: query(z.string().optional()),
      'tags[]': query(z.array(z.string()).optional()),
    }
    await using client = await clientFor(inputs)
    expect((await client.get('/?user-agent=a&useragent=b')).json()).toEqual({ values: {} })
    expect((await client.get('/?tags[]=a&tags%5B%5D=b')).json()).toEqual({ values: { 'tags[]': ['a', 'b'] } })
  })

  it('decodes percent-encoding and plus signs, once', async () => {
    await using client = await clientFor({ q: query(z.string()) })
    expect((await client.get('/?q=a%20b+c%2Bd%2526')).json()).toEqual({ values: { q: 'a b c+d%26' } })
  })

  it('refuses a scalar that is sent twice, and names it once', async () => {
    await using client = await clientFor({ q: query(z.string()) })
    expect(failuresOf(await client.get('/?q=a&q=b'))).toEqual([
      { in: 'query', pointer: '/q', message: 'Sent more than once', code: 'repeated' },
    ])
  })

  it('reads lists with defaults and of what is optional', async () => {
    const inputs = {
      ids: query(z.array(z.int()).default([1])),
      tags: query(z.array(z.string()).optional()),
      mode: query(z.union([z.int(), z.array(z.int())]).optional()),
    }
    await using client = await clientFor(inputs)
    expect((await client.get('/')).json()).toEqual({ values: { ids: [1] } })
    expect((await client.get('/?ids=2&ids=3&tags=a&mode=1&mode=2')).json()).toEqual({
      values: { ids: [2, 3], tags: ['a'], mode: [1, 2] },
    })
    expect((await client.get('/?mode=1')).json()).toEqual({ values: { ids: [1], mode: 1 } })
  })

  it('makes a Date of a text through a codec', async () => {
    const { app } = testApp()
    const day = z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    })
    app.get('/', { inputs: { from: query(day) } }, ({ from }) => from.getTime())
    await using client = await testClient(app)
    expect((await client.get('/?from=1970-01-01T00:00:01Z')).json()).toBe(1_000)
    expect(failuresOf(await client.get('/?from=yesterday'))).toMatchObject([{ pointer: '/from' }])
  })

  it('gives what a transform makes', async () => {
    await using client = await clientFor({ q: query(z.string().transform((text) => text.split(','))) })
    expect((await client.get('/?q=a,b')).json()).toEqual({ values: { q: ['a', 'b'] } })
  })

  it('answers 400 for malformed encoding and for more than 100 fields, to those who read the query', async () => {
    const { app } = testApp()
    app.get('/reads', { inputs: { q: query(z.string().optional()) } }, () => 'ok')
    app.get('/ignores', {}, () => 'ok')
    await using client = await testClient(app)
    for (const search of ['?q=%', '?q=%C3', `?${'a=1&'.repeat(101)}`]) {
      expect((await client.get(`/reads${search}`)).status).toBe(400)
      expect((await client.get(`/ignores${search}`)).status).toBe(200)
    }
  })

  it.each(['__proto__', 'constructor', 'toString'])('takes %s for a name like every other', async (name) => {
    await using client = await clientFor({ value: query(z.string().optional(), { name }) })
    expect((await client.get('/')).json()).toEqual({ values: {} })
    expect((await client.get(`/?${name}=x`)).json()).toEqual({ values: { value: 'x' } })
  })
})

describe('header()', () => {
  it('reads userAgent from user-agent and x_token from x-token', async () => {
    const inputs = {
      userAgent: header(z.string()),
      x_token: header(z.string()),
      xRequestID: header(z.string().optional()),
      xB3TraceId: header(z.string().optional()),
    }
    await using client = await clientFor(inputs)
    const headers = { 'User-Agent': 'test', 'X-Token': 'a', 'x-request-id': 'no', 'x-b3-trace-id': 't' }
    const answer = await client.get('/', { headers })
    expect(answer.json()).toMatchObject({ values: { userAgent: 'test', x_token: 'a', xB3TraceId: 't' } })
    expect(failuresOf(await client.get('/', { headers: { x_token: 'a' } }))).toMatchObject([
      { in: 'header', pointer: '/user-agent', code: 'missing' },
      { in: 'header', pointer: '/x-token', code: 'missing' },
    ])
  })

  it('reads a name of its own, in any case, and fails under it', async () => {
    await using client = await clientFor({ token: header(z.int(), { name: 'X_Token' }) })
    expect((await client.get('/', { headers: { x_token: '5' } })).json()).toEqual({ values: { token: 5 } })
    expect(failuresOf(await client.get('/'))).toMatchObject([{ pointer: '/X_Token' }])
  })

  it('reads lists from one line or several', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { x_ids: header(z.array(z.int()).optional()) } }, ({ x_ids }) => x_ids ?? 'none')
    await app.start()
    const idsOf = async (lines: string | string[] | undefined): Promise<unknown> => {
      const headers = lines === undefined ? {} : { 'x-ids': lines }
      return (await app.handle(new MemoryExchange({ headers }))).body
    }
    expect(await idsOf('1')).toBe('[1]')
    expect(await idsOf('1, 2,3')).toBe('[1,2,3]')
    expect(await idsOf(['1', '2, 3'])).toBe('[1,2,3]')
    expect(await idsOf(undefined)).toBe('"none"')
  })

  it('reads a scalar with its commas', async () => {
    await using client = await clientFor({ accept: header(z.string()) })
    expect((await client.get('/', { headers: { accept: 'text/html, */*;q=0.1' } })).json()).toEqual({
      values: { accept: 'text/html, */*;q=0.1' },
    })
  })
})

describe('cookie()', () => {
  it('reads a cookie, decoded, in the case that it has', async () => {
    await using client = await clientFor({ theme: cookie(z.string()), visits: cookie(z.int().default(0)) })
    expect(
      (await client.get('/', { cookies: { theme: 'dark%20blue', Theme: 'no', visits: '3' } })).json(),
    ).toEqual({
      values: { theme: 'dark blue', visits: 3 },
    })
    expect(failuresOf(await client.get('/'))).toMatchObject([
      { in: 'cookie', pointer: '/theme', code: 'missing' },
    ])
  })

  it('takes the first of several', async () => {
    await using client = await clientFor({ theme: cookie(z.string()) })
    expect((await client.get('/', { headers: { cookie: 'theme=a; theme=b' } })).json()).toEqual({
      values: { theme: 'a' },
    })
  })

  it('reads what an answer of ours has set', async () => {
    await using client = await clientFor({ name: cookie(z.string().optional(), { name: 'the.name' }) })
    client.cookies.set('the.name', encodeURIComponent('ñ; "x"'))
    expect((await client.get('/')).json()).toEqual({ values: { name: 'ñ; "x"' } })
  })
})

describe('path()', () => {
  it('reads parameters by name, decoded', async () => {
    const inputs = { id: path(z.int()), file: path(z.string(), { name: 'file-name' }) }
    await using client = await clientFor(inputs, '/items/{id}/files/{file-name}')
    expect((await client.get('/items/7/files/a%20b.txt')).json()).toEqual({
      values: { id: 7, file: 'a b.txt' },
    })
    expect(failuresOf(await client.get('/items/x/files/y'))).toEqual([
      { in: 'path', pointer: '/id', message: 'Expected an integer', code: 'type' },
    ])
  })

  it('reads the rest of the path', async () => {
    await using client = await clientFor({ rest: path(z.string()) }, '/files/{rest*}')
    expect((await client.get('/files/a/b.txt')).json()).toEqual({ values: { rest: 'a/b.txt' } })
  })

  it('judges what it reads', async () => {
    await using client = await clientFor({ kind: path(z.enum(['cat', 'dog'])) }, '/pets/{kind}')
    expect((await client.get('/pets/cat')).json()).toEqual({ values: { kind: 'cat' } })
    expect(failuresOf(await client.get('/pets/cow'))).toMatchObject([{ pointer: '/kind', code: 'enum' }])
  })
})

describe('every failure of a request', () => {
  it('is told at once, by place, and the same one once', async () => {
    const { app } = testApp()
    const page = dependency({ limit: query(z.int()) }, ({ limit }) => limit)
    const inputs = { c: cookie(z.int()), h: header(z.int()), limit: query(z.int()), id: path(z.int()), page }
    app.get('/{id}', { inputs }, () => null)
    await using client = await testClient(app)
    const answer = await client.get('/x?limit=y', { headers: { h: 'z' }, cookies: { c: 'w' } })
    expect(failuresOf(answer)).toEqual([
      { in: 'path', pointer: '/id', message: 'Expected an integer', code: 'type' },
      { in: 'query', pointer: '/limit', message: 'Expected an integer', code: 'type' },
      { in: 'header', pointer: '/h', message: 'Expected an integer', code: 'type' },
      { in: 'cookie', pointer: '/c', message: 'Expected an integer', code: 'type' },
    ])
  })

  it('of one value is told as well: several constraints', async () => {
    await using client = await clientFor({
      word: query(
        z
          .string()
          .min(3)
          .regex(/^[a-z]+$/),
      ),
    })
    expect(failuresOf(await client.get('/?word=A'))).toMatchObject([
      { code: 'minLength' },
      { code: 'pattern' },
    ])
  })
})

describe('descriptions', () => {
  it('tell names, whether they are required, and what is said of them', () => {
    const { app } = testApp()
    const inputs = {
      id: path(z.int()),
      userAgent: header(z.string().optional(), { deprecated: true, examples: ['curl'] }),
      limit: query(z.int().default(20).describe('How many')),
      secret: cookie(z.string().meta({ deprecated: true }), { hidden: true, description: 'Not for you' }),
    }
    app.get('/{id}', { inputs }, () => null)
    expect(app.descriptions()[0]?.parameters).toMatchObject([
      { in: 'path', name: 'id', required: true },
      { in: 'header', name: 'user-agent', required: false, deprecated: true, examples: ['curl'] },
      { in: 'query', name: 'limit', required: false, description: 'How many', schema: { default: 20 } },
      {
        in: 'cookie',
        name: 'secret',
        required: true,
        deprecated: true,
        description: 'Not for you',
        hidden: true,
      },
    ])
  })

  it('take a schema for required that cannot be asked without a value', () => {
    const { app } = testApp()
    const asynchronous = z.any().refine(async () => true)
    const careless = z.any().refine((value: { readonly length: number }) => value.length > 0)
    app.get('/', { inputs: { a: query(asynchronous), b: query(careless), c: query(z.any()) } }, () => null)
    expect(app.descriptions()[0]?.parameters).toMatchObject([
      { required: true },
      { required: true },
      { required: false },
    ])
  })
})
