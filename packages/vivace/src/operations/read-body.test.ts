import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { Answer } from '../exchange/index.ts'
import { body, request, response } from '../inputs/index.ts'
import { testClient, type TestAnswer, type TestClient } from '../testing/index.ts'

const json = { 'content-type': 'application/json' }

async function echo(options: { readonly bodyLimit?: number } = {}): Promise<TestClient> {
  const { app } = testApp()
  app.post('/', { ...options, inputs: { value: body(z.json()) } }, ({ value }) => ({ value }))
  return testClient(app)
}

function send(
  client: TestClient,
  sent: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = json,
): Promise<TestAnswer> {
  return client.post('/', { body: sent, headers })
}

describe('a body that is no JSON', () => {
  it.each([
    ['{"password":"hunter2",}', 21],
    ['{"a" 1}', 5],
    ["{'a':1}", 1],
    ['[1 2]', 3],
    ['nope', 0],
    ['{"a":1} extra', 8],
    ['{"a":', 5],
    ['[NaN]', 1],
    ['[01]', 2],
    ['"\t"', 1],
  ])('answers 400 and tells the position, not the content: %j', async (text, position) => {
    await using client = await echo()
    const answer = await send(client, text)
    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({
      type: 'about:blank',
      title: 'The body is not JSON',
      status: 400,
      code: 'malformed-json',
      detail: `It cannot be parsed at position ${position}.`,
    })
    expect(answer.text()).not.toContain('hunter2')
  })

  it.each([
    ['an invalid byte', [0x22, 0xff, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['UTF-16', [0x22, 0x00, 0x61, 0x00, 0x22, 0x00]],
  ])('answers 400 for what is not UTF-8: %s', async (_what, bytes) => {
    await using client = await echo()
    const answer = await send(client, new Uint8Array(bytes))
    expect(answer.status).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'malformed-json' })
  })

  it('may begin with a byte order mark', async () => {
    await using client = await echo()
    expect((await send(client, '\ufeff[1]')).json()).toEqual({ value: [1] })
  })

  it('may be 100 levels deep and not 101', async () => {
    await using client = await echo()
    expect((await send(client, '['.repeat(100) + ']'.repeat(100))).status).toBe(200)
    for (const depth of [101, 100_000]) {
      const answer = await send(client, '['.repeat(depth) + ']'.repeat(depth))
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ detail: 'It is nested more than 100 levels deep.' })
    }
  })

  it('takes the last of two members of one name', async () => {
    await using client = await echo()
    expect((await send(client, '{"a":1,"a":2}')).json()).toEqual({ value: { a: 2 } })
  })
})

describe('a key that could reach a prototype', () => {
  it.each([
    ['{"__proto__":{"polluted":1}}', '/__proto__'],
    ['{"a":[{"__proto__":1}]}', '/a/0/__proto__'],
    ['{"\\u005f_proto__":{"polluted":1}}', '/__proto__'],
    ['{"constructor":{"prototype":{"polluted":1}}}', '/constructor'],
  ])('is refused with 422: %s', async (text, pointer) => {
    await using client = await echo()
    const answer = await send(client, text)
    expect(answer.status).toBe(422)
    const [failure] = answer.json<{ errors: { in: string; pointer: string }[] }>().errors
    expect(failure?.in).toBe('body')
    expect(failure?.pointer.startsWith(pointer)).toBe(true)
    expect({}).not.toHaveProperty('polluted')
  })

  it('is a mere word elsewhere', async () => {
    await using client = await echo()
    const value = { a: '__proto__', constructor: 'Ford', prototype: 'T' }
    expect((await send(client, JSON.stringify(value))).json()).toEqual({ value })
  })
})

describe('the media type of a JSON body', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; charset=utf-8',
    'application/json\t;charset=utf-8',
    'application/problem+json',
    'application/vnd.api+json; version=2',
  ])('may be %j', async (type) => {
    await using client = await echo()
    expect((await send(client, '[1]', { 'content-type': type })).json()).toEqual({ value: [1] })
  })

  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json, text/plain',
    'application/json,application/json',
    'application/jsonx',
    'application/json charset=utf-8',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset=utf-8; charset=utf-8',
    '"application/json"',
    'json',
    '*/*',
    'text/plain; application/json',
    'image/svg+json',
  ])('may not be %j: 415, and nothing is parsed', async (type) => {
    await using client = await echo()
    const answer = await send(client, '{', { 'content-type': type })
    expect(answer.status).toBe(415)
    expect(answer.headers.get('accept')).toBe('application/json')
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Unsupported Media Type',
      status: 415,
      detail: 'Send the body as application/json.',
      code: 'unsupported-media-type',
    })
  })

  it('may not be missing', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { value: body(z.json()) } }, () => null)
    await app.start()
    expect(app.handle(new MemoryExchange({ method: 'POST', body: '[1]' }))).toMatchObject({ status: 415 })
  })

  it('does not matter where there is no body', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { value: body(z.json().optional()) } }, () => 'none')
    await using client = await testClient(app)
    expect((await client.post('/', { headers: { 'content-type': 'text/plain' } })).json()).toBe('none')
  })

  it('does not matter to a route that reads none', async () => {
    const { app } = testApp()
    app.post('/', {}, () => 'none')
    await using client = await testClient(app)
    expect((await send(client, '{', { 'content-type': 'nonsense' })).json()).toBe('none')
  })
})

describe('the limit of a body', () => {
  it("is the route's, exactly", async () => {
    await using client = await echo({ bodyLimit: 10 })
    expect((await send(client, '"12345678"')).status).toBe(200)
    const answer = await send(client, '"123456789"')
    expect(answer.status).toBe(413)
    expect(answer.json()).toMatchObject({ code: 'content-too-large', title: 'Content Too Large' })
  })

  it('is 1 MiB where nothing else is said', async () => {
    await using client = await echo()
    const text = (size: number): string => `"${'a'.repeat(size - 2)}"`
    expect((await send(client, text(1_048_576))).status).toBe(200)
    expect((await send(client, text(1_048_577))).status).toBe(413)
  })

  it('may be above 1 MiB', async () => {
    await using client = await echo({ bodyLimit: 2_000_000 })
    expect((await send(client, `"${'a'.repeat(1_500_000)}"`)).status).toBe(200)
  })

  it('holds for request.bytes() as well', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { request }, bodyLimit: 3 }, async ({ request }) => [...(await request.bytes())])
    await using client = await testClient(app)
    expect((await send(client, 'abc')).json()).toEqual([97, 98, 99])
    expect((await send(client, 'abcd')).status).toBe(413)
  })
})

it('a body that is there at once is read at once', async () => {
  const { app } = testApp()
  app.post('/', { inputs: { value: body(z.json()), response } }, ({ value }) => value)
  await app.start()
  const sent = { method: 'POST', headers: json, body: '[1]' }
  expect(app.handle(new MemoryExchange(sent))).toBeInstanceOf(Answer)
  expect(await app.handle(new MemoryExchange({ ...sent, slowBody: true }))).toMatchObject({
    status: 200,
    body: '[1]',
  })
})
