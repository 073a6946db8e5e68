import { describe, expect, it } from 'vitest'
import {
  App,
  bearer,
  body,
  dependency,
  entityTag,
  HttpError,
  preconditions,
  type PreconditionState,
  reply,
  response,
} from 'vivace'
import { type TestAnswer, testClient } from 'vivace/testing'
import * as z from 'zod'
import { testApp } from '../fixtures/test-app.ts'

const Item = z.object({ name: z.string() })

/** One item, with a version that counts its changes; it does not exist while the version is `undefined`. */
function itemApp(version: number | undefined, state?: PreconditionState, required = true): App {
  let current = version
  const { app } = testApp()
  app.get(
    '/item',
    { inputs: { conditions: preconditions(), response }, returns: { 200: Item, 304: null } },
    ({ conditions, response }) => {
      if (conditions.isNotModified(current, state)) return reply(304)
      response.header('etag', entityTag(current ?? 0))
      return reply(200, { name: 'Cup' })
    },
  )
  app.put(
    '/item',
    { inputs: { item: body(Item), conditions: preconditions({ required }), response }, returns: Item },
    ({ item, conditions, response }) => {
      conditions.require(current, state)
      current = (current ?? 0) + 1
      response.header('etag', entityTag(current))
      return item
    },
  )
  return app
}

type Headers = Readonly<Record<string, string>>

async function put(
  headers: Headers,
  version: number | undefined = 7,
  state?: PreconditionState,
): Promise<TestAnswer> {
  await using client = await testClient(itemApp(version, state))
  return client.put('/item', { headers, json: { name: 'Mug' } })
}

describe('preconditions()', () => {
  it.each<[Headers, number]>([
    [{ 'if-match': '"7"' }, 200],
    [{ 'if-match': '"1", "7"' }, 200],
    [{ 'if-match': '*' }, 200],
    // What compress() or a proxy has made of "7".
    [{ 'if-match': 'W/"7"' }, 200],
    [{ 'if-match': '"6"' }, 412],
    [{ 'if-match': '7' }, 412],
    [{ 'if-none-match': '*' }, 412],
    [{ 'if-none-match': '"6"' }, 200],
  ])('lets a change with %j to version 7 come to %i', async (headers, status) => {
    expect((await put(headers)).status).toBe(status)
  })

  it('lets what must not exist be created, once', async () => {
    await using client = await testClient(itemApp(undefined))
    const create = async (): Promise<number> =>
      (await client.put('/item', { headers: { 'if-none-match': '*' }, json: { name: 'Mug' } })).status
    expect([await create(), await create()]).toEqual([200, 412])
    await using other = await testClient(itemApp(undefined))
    expect((await other.put('/item', { headers: { 'if-match': '*' }, json: { name: 'Mug' } })).status).toBe(
      412,
    )
  })

  it('keeps one of two who have read the same', async () => {
    await using client = await testClient(itemApp(7))
    const etag = (await client.get('/item')).headers.get('etag') ?? ''
    const [one, other] = await Promise.all(
      ['Mug', 'Jug'].map((name) => client.put('/item', { headers: { 'if-match': etag }, json: { name } })),
    )
    expect([one?.status, one?.headers.get('etag'), other?.status]).toEqual([200, '"8"', 412])
    expect(other?.json()).toEqual({
      type: 'about:blank',
      title: 'Precondition Failed',
      status: 412,
      detail: 'The resource is not in the state that the request names. Read it again.',
      code: 'precondition-failed',
    })
  })

  it('demands a condition where it is required', async () => {
    const answer = await put({})
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([428, 'precondition-required'])
    await using client = await testClient(itemApp(7, undefined, false))
    expect((await client.put('/item', { json: { name: 'Mug' } })).status).toBe(200)
  })

  it('tells nobody what is missing who is not let in', async () => {
    const { app } = testApp()
    const user = dependency({ token: bearer() }, () => {
      throw new HttpError(403, { code: 'forbidden' })
    })
    const inputs = { user, conditions: preconditions({ required: true }) }
    app.put('/', { inputs }, ({ conditions }) => conditions.require(1))
    await using client = await testClient(app)
    expect((await client.put('/')).status).toBe(401)
    expect((await client.put('/', { headers: { authorization: 'Bearer a' } })).status).toBe(403)
  })

  it('says whether the client has what it asks for', async () => {
    await using client = await testClient(itemApp(7))
    const whole = await client.get('/item')
    expect([whole.status, whole.headers.get('etag')]).toEqual([200, '"7"'])
    expect((await client.get('/item', { headers: { 'if-none-match': '"7"' } })).status).toBe(304)
    expect((await client.get('/item', { headers: { 'if-none-match': '"6"' } })).status).toBe(200)
  })

  it('compares dates with what it is told, as Date and as milliseconds', async () => {
    const date = new Date('2026-11-21T10:00:00.900Z')
    for (const lastModified of [date, date.getTime()]) {
      const status = async (unmodifiedSince: string): Promise<number> =>
        (await put({ 'if-unmodified-since': unmodifiedSince }, 7, { lastModified })).status
      expect(await status('Sat, 21 Nov 2026 10:00:00 GMT')).toBe(200)
      expect(await status('Sat, 21 Nov 2026 09:59:59 GMT')).toBe(412)
    }
    // Nobody knows when it was modified: the condition does not count.
    expect((await put({ 'if-unmodified-since': 'Sat, 21 Nov 2020 10:00:00 GMT' })).status).toBe(200)
  })

  it('takes tags as they are', async () => {
    const { app } = testApp()
    const inputs = { conditions: preconditions() }
    app.put('/', { inputs }, ({ conditions }) => conditions.require('"a b"'))
    app.put('/weak', { inputs }, ({ conditions }) => conditions.require('a', { weak: true }))
    await using client = await testClient(app)
    expect((await client.put('/', { headers: { 'if-match': '"a b"' } })).status).toBe(204)
    expect((await client.put('/weak', { headers: { 'if-match': 'W/"a"' } })).status).toBe(204)
  })

  it('is documented with its headers and its errors', () => {
    const app = new App({ title: 'Shop', version: '1.0.0' })
    app.put('/item', { inputs: { conditions: preconditions({ required: true }) } }, () => 1)
    app.get('/item', { inputs: { conditions: preconditions() } }, () => 1)
    const { put, get } = app.openapi().paths['/item'] ?? {}
    const named = (operation: typeof put): unknown =>
      operation?.parameters?.map((one) => 'name' in one && one.name)
    expect(named(put)).toEqual(['if-match', 'if-none-match'])
    expect(Object.keys(put?.responses ?? {})).toEqual(['200', '412', '428', 'default'])
    expect(Object.keys(get?.responses ?? {})).toEqual(['200', '412', 'default'])
  })
})
