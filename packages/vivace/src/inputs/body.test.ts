import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency } from '../dependencies/index.ts'
import { type Schema, schemaFrom } from '../schema/index.ts'
import { testClient, type TestAnswer, type TestClient } from '../testing/index.ts'
import { body } from './body.ts'
import { header } from './header.ts'
import type { Input, InputRecord } from './input.ts'
import { query } from './query.ts'
import type { UnknownFields } from './source.ts'

async function clientFor(inputs: InputRecord, unknownFields: UnknownFields = 'drop'): Promise<TestClient> {
  const { app } = testApp({ unknownFields })
  app.post('/', { inputs }, (values) => ({ values }))
  return testClient(app)
}

function failuresOf(answer: TestAnswer): unknown[] {
  expect(answer.status).toBe(422)
  return answer.json<{ errors: unknown[] }>().errors
}

describe('body()', () => {
  const Item = z.object({ name: z.string(), price: z.number().optional() })
  const User = z.object({ id: z.int() })

  describe('alone', () => {
    it('is the whole body', async () => {
      await using client = await clientFor({ item: body(Item) })
      expect((await client.post('/', { json: { name: 'pen' } })).json()).toEqual({
        values: { item: { name: 'pen' } },
      })
    })

    it('may be any JSON value', async () => {
      for (const json of [null, true, 0, '', [], [1], {}]) {
        await using client = await clientFor({ value: body(z.json()) })
        expect((await client.post('/', { json })).json()).toEqual({ values: { value: json } })
      }
    })

    it('may be absent where its schema has a default or is optional', async () => {
      await using optional = await clientFor({ item: body(Item.optional()) })
      expect((await optional.post('/')).json()).toEqual({ values: {} })
      await using defaulted = await clientFor({ item: body(Item.default({ name: 'none' })) })
      expect((await defaulted.post('/')).json()).toEqual({ values: { item: { name: 'none' } } })
    })

    it('tells null from absent', async () => {
      await using client = await clientFor({ item: body(Item.nullable().optional()) })
      expect((await client.post('/', { json: null })).json()).toEqual({ values: { item: null } })
      await using defaulted = await clientFor({ item: body(Item.default({ name: 'none' })) })
      expect(failuresOf(await defaulted.post('/', { json: null }))).toMatchObject([
        { pointer: '', code: 'type' },
      ])
    })

    it('has a pointer that escapes what RFC 6901 escapes', async () => {
      const schema = z.object({ 'a/b': z.object({ 'm~n': z.int() }), '': z.int(), 'ñ "': z.int() })
      await using client = await clientFor({ item: body(schema) })
      const answer = await client.post('/', { json: { 'a/b': { 'm~n': 'x' }, '': 'x', 'ñ "': 'x' } })
      expect(failuresOf(answer)).toMatchObject([
        { pointer: '/a~1b/m~0n' },
        { pointer: '/' },
        { pointer: '/ñ "' },
      ])
    })

    it('tells place, pointer, message and code of a failure, and nothing of what was sent', async () => {
      await using client = await clientFor({ item: body(Item) })
      const answer = await client.post('/', { json: { name: 'pen', price: 'hunter2' } })
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(answer.json()).toEqual({
        type: 'about:blank',
        title: 'The request is not valid',
        status: 422,
        code: 'validation-failed',
        errors: [
          {
            in: 'body',
            pointer: '/price',
            message: 'Invalid input: expected number, received string',
            code: 'type',
          },
        ],
      })
      expect(answer.text()).not.toContain('hunter2')
    })

    it('of an asynchronous schema is awaited', async () => {
      const known = z.string().refine(async (name) => name === 'pen', 'There is no such item')
      await using client = await clientFor({ item: body(z.object({ name: known })) })
      expect((await client.post('/', { json: { name: 'pen' } })).status).toBe(200)
      expect(failuresOf(await client.post('/', { json: { name: 'x' } }))).toMatchObject([
        { pointer: '/name', code: 'custom', message: 'There is no such item' },
      ])
    })

    it('of a schema that throws or rejects is a fault of ours: 500, logged', async () => {
      const { app, log } = testApp()
      const failing = (validate: () => Promise<never>): Schema =>
        schemaFrom({ jsonSchema: { type: 'string' }, validate })
      const throws = failing(() => {
        throw new Error('broken')
      })
      const rejects = failing(async () => {
        throw new Error('broken')
      })
      app.post('/throws', { inputs: { item: body(throws) } }, () => null)
      app.post('/rejects', { inputs: { item: body(rejects) } }, () => null)
      await using client = await testClient(app)
      expect((await client.post('/throws', { json: 'a' })).status).toBe(500)
      expect((await client.post('/rejects', { json: 'a' })).status).toBe(500)
      expect(log.lines).toMatchObject([
        { fields: { error: { message: 'broken' } } },
        { message: 'request failed' },
      ])
    })

    it('of a schema of zod whose refinement rejects is 500, and leaves no rejection unhandled', async () => {
      const { app } = testApp()
      const known = z.string().refine(() => Promise.reject(new Error('no database')))
      app.post('/', { inputs: { item: body(z.object({ name: known })) } }, () => null)
      app.post('/answer', { returns: z.object({ name: known }) }, () => ({ name: 'a' }))
      await using client = await testClient(app)
      expect((await client.post('/', { json: { name: 'a' } })).status).toBe(500)
      expect((await client.post('/answer')).status).toBe(500)
    })

    it('of a schema that rejects leaves no rejection unhandled, whatever else fails', async () => {
      const { app } = testApp()
      const rejects = schemaFrom<string>({
        jsonSchema: { type: 'string' },
        validate: () => Promise.reject(new Error('broken')),
      })
      app.post(
        '/',
        { inputs: { one: header(rejects), two: body(rejects), q: query(z.string()) } },
        () => null,
      )
      await using client = await testClient(app)
      expect((await client.post('/?q=%', { json: 'a' })).status).toBe(500)
      expect((await client.post('/?q=a', { json: 'a' })).status).toBe(500)
    })
  })

  describe('beside others', () => {
    it('is the member of its name', async () => {
      await using client = await clientFor({ item: body(Item), user: body(User) })
      const answer = await client.post('/', { json: { item: { name: 'pen' }, user: { id: 1 }, more: true } })
      expect(answer.json()).toEqual({ values: { item: { name: 'pen' }, user: { id: 1 } } })
    })

    it('is the member of the name on the wire, where that differs', async () => {
      await using client = await clientFor({ item: body(Item, { name: 'the-item' }), user: body(User) })
      const answer = await client.post('/', { json: { 'the-item': { name: 'pen' }, user: { id: 1 } } })
      expect(answer.json()).toEqual({ values: { item: { name: 'pen' }, user: { id: 1 } } })
      expect(failuresOf(await client.post('/', { json: { item: {}, user: { id: 1 } } }))).toMatchObject([
        { pointer: '/the-item', code: 'missing' },
      ])
    })

    it.each([undefined, null, [], 'text', 1])(
      'is missing, each of them, in a body that is no object: %j',
      async (json) => {
        await using client = await clientFor({ item: body(Item), user: body(User) })
        expect(failuresOf(await client.post('/', json === undefined ? {} : { json }))).toMatchObject([
          { in: 'body', pointer: '/item', code: 'missing' },
          { in: 'body', pointer: '/user', code: 'missing' },
        ])
      },
    )

    it('fails under its name', async () => {
      await using client = await clientFor({ item: body(Item), user: body(User) })
      expect(
        failuresOf(await client.post('/', { json: { item: { name: 1 }, user: { id: 'x' } } })),
      ).toMatchObject([
        { pointer: '/item/name', code: 'type' },
        { pointer: '/user/id', code: 'type' },
      ])
    })

    it('may be absent alone', async () => {
      await using client = await clientFor({ item: body(Item.optional()), user: body(User) })
      expect((await client.post('/', { json: { user: { id: 1 } } })).json()).toEqual({
        values: { user: { id: 1 } },
      })
    })

    it('is beside them in dependencies as well', async () => {
      const user = dependency({ user: body(User) }, ({ user }) => user.id)
      await using client = await clientFor({ item: body(Item), user })
      const answer = await client.post('/', { json: { item: { name: 'pen' }, user: { id: 7 } } })
      expect(answer.json()).toEqual({ values: { item: { name: 'pen' }, user: 7 } })
    })

    it('shares the whole body with one of the same name', async () => {
      const price = dependency({ item: body(Item) }, ({ item }) => item.price)
      await using client = await clientFor({ item: body(Item), price })
      expect((await client.post('/', { json: { name: 'pen', price: 2 } })).json()).toEqual({
        values: { item: { name: 'pen', price: 2 }, price: 2 },
      })
      expect(failuresOf(await client.post('/', { json: {} }))).toHaveLength(1)
    })

    it('reads no member that the body merely inherits', async () => {
      await using client = await clientFor({ toString: body(z.any().optional()), user: body(User) })
      expect((await client.post('/', { json: { user: { id: 1 } } })).json()).toEqual({
        values: { user: { id: 1 } },
      })
    })
  })

  it('is a member with embed: true, although it is alone', async () => {
    await using client = await clientFor({ item: body(Item, { embed: true }) })
    expect((await client.post('/', { json: { item: { name: 'pen' } } })).json()).toEqual({
      values: { item: { name: 'pen' } },
    })
    expect(failuresOf(await client.post('/', { json: { name: 'pen' } }))).toMatchObject([
      { pointer: '/item', code: 'missing' },
    ])
  })

  describe("under unknownFields: 'reject'", () => {
    it('refuses unknown fields at any depth, in arrays, unions and records, beside other failures', async () => {
      const schema = z.object({
        list: z.array(z.object({ a: z.int() })),
        pet: z.union([z.object({ cat: z.string() }), z.object({ dog: z.string() })]),
        byName: z.record(z.string(), z.object({ a: z.int() })),
        price: z.number(),
      })
      await using client = await clientFor({ item: body(schema) }, 'reject')
      const answer = await client.post('/', {
        json: {
          list: [{ a: 1 }, { a: 1, x: 1 }],
          pet: { dog: 'Rex', y: 1 },
          byName: { any: { a: 1, z: 1 } },
          price: '5',
          'q/r': {},
        },
      })
      expect(failuresOf(answer)).toMatchObject([
        { pointer: '/list/1/x', code: 'additionalProperties', message: 'Unknown field' },
        { pointer: '/pet/y', code: 'additionalProperties' },
        { pointer: '/byName/any/z', code: 'additionalProperties' },
        { pointer: '/q~1r', code: 'additionalProperties' },
        { pointer: '/price', code: 'type' },
      ])
    })

    it('refuses what a strict schema refuses once', async () => {
      await using client = await clientFor({ item: body(z.strictObject({ a: z.int() })) }, 'reject')
      expect(failuresOf(await client.post('/', { json: { a: 1, b: 2 } }))).toMatchObject([
        { pointer: '/b', code: 'additionalProperties' },
      ])
    })

    it('refuses members that no input names, in the body of several', async () => {
      const user = dependency({ user: body(User) }, ({ user }) => user)
      await using client = await clientFor({ item: body(Item), user }, 'reject')
      const json = { item: { name: 'pen', x: 1 }, user: { id: 1 }, admin: true }
      expect(failuresOf(await client.post('/', { json }))).toMatchObject([
        { pointer: '/admin', code: 'additionalProperties' },
        { pointer: '/item/x', code: 'additionalProperties' },
      ])
      await using embedded = await clientFor({ item: body(Item, { embed: true }) }, 'reject')
      expect(failuresOf(await embedded.post('/', { json: { item: { name: 'a' }, b: 1 } }))).toMatchObject([
        { pointer: '/b' },
      ])
      expect(failuresOf(await embedded.post('/', { json: [1] }))).toMatchObject([
        { pointer: '/item', code: 'missing' },
      ])
      expect(failuresOf(await embedded.post('/'))).toMatchObject([{ pointer: '/item', code: 'missing' }])
    })

    it('lets absent optional bodies and bodies that are no objects pass', async () => {
      await using client = await clientFor({ item: body(z.union([Item, z.int()]).optional()) }, 'reject')
      expect((await client.post('/')).status).toBe(200)
      expect((await client.post('/', { json: 5 })).status).toBe(200)
    })
  })

  it('is a Date in the handler through a codec', async () => {
    const instant = z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    })
    const { app } = testApp()
    app.post('/', { inputs: { at: body(z.object({ at: instant })) } }, ({ at }) => at.at.getTime())
    await using client = await testClient(app)
    expect((await client.post('/', { json: { at: '1970-01-01T00:00:01Z' } })).json()).toBe(1_000)
  })

  it('describes itself and its members', () => {
    const { app } = testApp()
    app.post(
      '/one',
      { inputs: { item: body(Item.describe('An item'), { examples: [{ name: 'pen' }] }) } },
      () => null,
    )
    app.post(
      '/two',
      { inputs: { item: body(Item, { description: 'ours' }), user: body(User.optional()) } },
      () => null,
    )
    const [one, two] = app.descriptions()
    expect(one?.body).toMatchObject([
      { mediaType: 'application/json', required: true, description: 'An item', examples: [{ name: 'pen' }] },
    ])
    expect(one?.body[0]).not.toHaveProperty('member')
    expect(two?.body).toMatchObject([
      { member: 'item', required: true, description: 'ours' },
      { member: 'user', required: false },
    ])
    expect(two?.canFailValidation).toBe(true)
  })
})

describe('body.bytes()', () => {
  async function echo(bytes: Input<Uint8Array>): Promise<TestClient> {
    const { app } = testApp()
    app.post('/', { inputs: { bytes } }, ({ bytes }) => [...bytes])
    return testClient(app)
  }

  it.each(['application/octet-stream', 'application/json', 'text/plain', ''])(
    'gives the bytes as they came, whatever their media type: %j',
    async (type) => {
      await using client = await echo(body.bytes())
      const headers = type === '' ? {} : { 'content-type': type }
      expect((await client.post('/', { body: new Uint8Array([0, 255, 123]), headers })).json()).toEqual([
        0, 255, 123,
      ])
    },
  )

  it('are empty where there is no body', async () => {
    await using client = await echo(body.bytes())
    expect((await client.post('/')).json()).toEqual([])
  })

  it('are not parsed for being described as JSON', async () => {
    await using client = await echo(body.bytes({ mediaType: 'application/json' }))
    expect((await client.post('/', { body: '{', headers: { 'content-type': 'text/plain' } })).json()).toEqual(
      [123],
    )
  })

  it('stand beside a parsed body', async () => {
    await using client = await clientFor({ bytes: body.bytes(), value: body(z.json()) })
    const headers = { 'content-type': 'application/json' }
    expect((await client.post('/', { body: ' [1]', headers })).json()).toEqual({
      values: { bytes: { 0: 32, 1: 91, 2: 49, 3: 93 }, value: [1] },
    })
  })

  it('are described by their media type, and cannot fail', () => {
    const { app } = testApp()
    app.post('/', { inputs: { image: body.bytes({ mediaType: 'image/png' }) } }, () => null)
    expect(app.descriptions()[0]).toMatchObject({
      body: [{ mediaType: 'image/png', required: false }],
      canFailValidation: false,
    })
  })
})
