import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { libraries } from '../../tests/schemas/libraries.ts'
import { Answer } from '../exchange/index.ts'
import { problem } from '../http/index.ts'
import { path, response } from '../inputs/index.ts'
import type { PlainRouteOptions, Route } from '../operations/route.ts'
import type { Schema } from '../schema/index.ts'
import { schemaFrom } from '../schema/index.ts'
import { testClient, type TestAnswer } from '../testing/index.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import { redirect } from './redirect.ts'
import { reply } from './reply.ts'
import { text } from './text.ts'

/** What a handler of JavaScript answers: nothing about it is checked by a compiler. */
function route(options: PlainRouteOptions, handler: () => unknown): Route {
  return { method: 'GET', path: '/', '~vivace': { options, handler } }
}

async function answerOf(
  options: PlainRouteOptions,
  handler: () => unknown,
): Promise<{ answer: TestAnswer; logged: string[] }> {
  const { app, log } = testApp()
  app.add(route(options, handler))
  await using client = await testClient(app)
  const answer = await client.get('/')
  return { answer, logged: log.lines.map(({ fields }) => String(fields['error'])) }
}

const internalError = {
  type: 'about:blank',
  title: 'Internal Server Error',
  status: 500,
  code: 'internal-error',
}

describe.each(libraries)('returns with a schema of $name', ({ schemas }) => {
  it('lets no undeclared field leave, at any depth', async () => {
    const row = { name: 'Ann', passwordHash: 'x', address: { city: 'Lima', internal: { a: 1 } }, extra: [1] }
    expect((await answerOf({ returns: schemas.person }, () => row)).answer.json()).toEqual({
      name: 'Ann',
      address: { city: 'Lima' },
    })
    const tree = { name: 'a', secret: 1, children: [{ name: 'b', secret: 2, children: [] }] }
    expect((await answerOf({ returns: schemas.tree }, () => tree)).answer.json()).toEqual({
      name: 'a',
      children: [{ name: 'b', children: [] }],
    })
  })

  it('lets none leave in a branch of a union', async () => {
    for (const [value, expected] of [
      [
        { kind: 'cat', lives: 9, barks: true, secret: 1 },
        { kind: 'cat', lives: 9 },
      ],
      [
        { kind: 'dog', barks: true, lives: 9 },
        { kind: 'dog', barks: true },
      ],
    ] as const) {
      expect((await answerOf({ returns: schemas.pet }, () => value)).answer.json()).toEqual(expected)
    }
  })

  it('lets none leave of a class, and nothing that it inherits', async () => {
    class Row {
      readonly id = 1
      readonly secret = 'x'
      get computed(): string {
        return 'y'
      }
    }
    const answer = await answerOf({ returns: schemas.loose }, () => ({ id: 1, more: true }))
    expect(answer.answer.json()).toEqual({ id: 1, more: true })
    const strict = await answerOf({ returns: schemas.page }, () => Object.assign(new Row(), { limit: 5 }))
    expect(strict.answer.json()).toEqual({ limit: 5 })
  })

  it('fills in defaults', async () => {
    expect((await answerOf({ returns: schemas.page }, () => ({}))).answer.json()).toEqual({ limit: 10 })
  })

  it.each([
    ['a wrong type', { name: 5, address: { city: 'Lima' } }, '/name'],
    ['a missing field', { name: 'Ann', address: {} }, '/address/city'],
    ['undefined', undefined, ''],
    ['null', null, ''],
  ])('answers 500 for %s: nothing to the client, everything to the log', async (_what, value, pointer) => {
    const { answer, logged } = await answerOf({ returns: schemas.person }, () => value)
    expect(answer.status).toBe(500)
    expect(answer.json()).toEqual(internalError)
    expect(logged).toHaveLength(1)
    expect(logged[0]).toMatch(
      /^AnswerInvalid: GET \/: the handler's value breaks what 'returns' declares \(.+: .+\)$/,
    )
    expect(logged[0]).toContain(pointer)
  })
})

describe('returns with one schema', () => {
  const Item = z.object({ id: z.int() })

  it('answers 200, or the status of the route', async () => {
    expect((await answerOf({ returns: Item }, () => ({ id: 1 }))).answer.status).toBe(200)
    const { answer } = await answerOf({ returns: Item, status: 201 }, () => ({ id: 1 }))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  it('takes a reply of every success, judged and filtered by the same schema', async () => {
    const { answer } = await answerOf({ returns: Item }, () =>
      reply(201, { id: 1, secret: 2 }, { headers: { location: '/1' } }),
    )
    expect(answer.status).toBe(201)
    expect(answer.json()).toEqual({ id: 1 })
    expect(answer.headers.get('location')).toBe('/1')
    expect((await answerOf({ returns: Item }, () => reply(202, { id: 'x' }))).answer.status).toBe(500)
  })

  it('takes no reply of another status', async () => {
    const { answer, logged } = await answerOf({ returns: Item }, () => reply(404, { id: 1 }))
    expect(answer.json()).toEqual(internalError)
    expect(logged).toEqual(["AnswerInvalid: GET /: the handler replies 404, but 'returns' declares 200"])
  })

  it('may be asynchronous', async () => {
    const Checked = z.object({ id: z.int().refine(async (id) => id > 0, 'not positive') })
    expect((await answerOf({ returns: Checked }, () => ({ id: 1, secret: 2 }))).answer.json()).toEqual({
      id: 1,
    })
    const { answer, logged } = await answerOf({ returns: Checked }, () => ({ id: 0 }))
    expect(answer.status).toBe(500)
    expect(logged[0]).toContain('/id: not positive')
  })

  it('answers 500 where an asynchronous schema rejects', async () => {
    const rejects: Schema = schemaFrom({
      jsonSchema: {},
      validate: () => Promise.reject(new Error('broken')),
    })
    const { answer, logged } = await answerOf({ returns: rejects }, () => 1)
    expect(answer.json()).toEqual(internalError)
    expect(logged).toEqual(['Error: broken'])
  })

  it('writes a Date as a date-time, which is what its documents say', async () => {
    const { app } = testApp()
    const Event = z.object({ at: z.date() })
    app.get('/', { returns: Event }, () => ({ at: new Date(0) }))
    expect(app.descriptions()[0]?.answers[0]?.schema).toMatchObject({
      properties: { at: { type: 'string', format: 'date-time' } },
    })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  it('keeps text as it is: nothing is escaped, no charset is named', async () => {
    const { answer } = await answerOf({ returns: z.string() }, () => 'ñ "\u2028')
    expect(answer.text()).toBe('"ñ \\"\u2028"')
  })
})

describe('returns with a record of statuses', () => {
  const User = z.object({ id: z.int() })
  const returns = { 201: User, 204: null, 409: Problem }

  it('answers what the reply says, each by its own schema', async () => {
    const created = await answerOf({ returns }, () => reply(201, { id: 1, secret: 2 }))
    expect(created.answer.status).toBe(201)
    expect(created.answer.json()).toEqual({ id: 1 })
    const empty = await answerOf({ returns }, () => reply(204))
    expect([empty.answer.status, empty.answer.text(), empty.answer.headers.get('content-type')]).toEqual([
      204,
      '',
      null,
    ])
  })

  it('answers problems as RFC 9457 has them', async () => {
    const { answer } = await answerOf({ returns }, () =>
      reply(409, problem('E-mail already registered', { code: 'email-taken', id: 7 })),
    )
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'E-mail already registered',
      status: 409,
      code: 'email-taken',
      id: 7,
    })
    expect((await answerOf({ returns }, () => reply(409, {}))).answer.json()).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
    })
  })

  it('answers 500 for a problem that is none', async () => {
    const { answer, logged } = await answerOf({ returns }, () => reply(409, 'taken'))
    expect(answer.status).toBe(500)
    expect(logged).toEqual([
      "AnswerInvalid: GET /: 'returns' declares a problem, but the handler answers string",
    ])
  })

  it('answers 500 for a status that it does not declare', async () => {
    const { answer, logged } = await answerOf({ returns }, () => reply(200, { id: 1 }))
    expect(answer.status).toBe(500)
    expect(logged).toEqual([
      "AnswerInvalid: GET /: the handler replies 200, but 'returns' declares 201, 204, 409",
    ])
  })

  it('answers 500 for a plain value: which status it has is not clear', async () => {
    const { answer, logged } = await answerOf({ returns }, () => ({ id: 1 }))
    expect(answer.status).toBe(500)
    expect(logged).toEqual([
      "AnswerInvalid: GET /: 'returns' declares 201, 204, 409; answer with reply(status, body), so that it is clear which",
    ])
  })
})

describe('returns: null', () => {
  it('answers 204 without a body, whatever the handler returns', async () => {
    const { answer } = await answerOf({ returns: null }, () => ({ not: 'sent' }))
    expect([answer.status, answer.text(), answer.headers.get('content-type')]).toEqual([204, '', null])
  })

  it('answers the status of the route', async () => {
    expect((await answerOf({ returns: null, status: 202 }, () => undefined)).answer.status).toBe(202)
  })
})

describe('without returns', () => {
  it.each([
    ['an object', { a: 1 }, '{"a":1}'],
    ['a list', [1, 'a', null], '[1,"a",null]'],
    ['text', 'a', '"a"'],
    ['false', false, 'false'],
    ['null', null, 'null'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('%s is JSON', async (_what, value, expected) => {
    const { answer } = await answerOf({}, () => value)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.text()).toBe(expected)
  })

  it('nothing is 204', async () => {
    const { answer } = await answerOf({}, () => undefined)
    expect([answer.status, answer.text()]).toEqual([204, ''])
  })

  it('the status of the route counts', async () => {
    expect((await answerOf({ status: 202 }, () => 'a')).answer.status).toBe(202)
    const empty = (await answerOf({ status: 202 }, () => undefined)).answer
    expect([empty.status, empty.text()]).toEqual([202, ''])
  })

  it.each([
    ['a reply with a body', () => reply(418, { a: 1 }), [418, '{"a":1}', 'application/json']],
    ['a reply without one', () => reply(404), [404, '', null]],
    ['text', () => text('a'), [200, 'a', 'text/plain; charset=utf-8']],
    ['HTML', () => html('<p>'), [200, '<p>', 'text/html; charset=utf-8']],
    ['a redirect', () => redirect('/a', { status: 303 }), [303, '', null]],
  ] as const)('%s is what it says', async (_what, handler, expected) => {
    const { answer } = await answerOf({}, handler)
    expect([answer.status, answer.text(), answer.headers.get('content-type')]).toEqual(expected)
  })

  const circular: Record<string, unknown> = {}
  circular['self'] = circular

  it.each([
    ['a BigInt', 1n, /BigInt/],
    ['a circle', circular, /circular/],
    ['a function', () => 1, /the handler's value is no JSON \(function\)/],
    ['a symbol', Symbol('a'), /no JSON \(symbol\)/],
    ['what throws when it is read', { toJSON: () => { throw new Error('broken') } }, /broken/], // prettier-ignore
  ])('%s is a fault of ours: 500, logged', async (_what, value, logged) => {
    const failed = await answerOf({}, () => value)
    expect(failed.answer.json()).toEqual(internalError)
    expect(failed.logged[0]).toMatch(logged)
  })
})

describe('a declared schema', () => {
  it.each([
    ['a BigInt', { id: 1n }],
    ['a circle', { id: circle() }],
  ])('whose value is no JSON (%s) is a fault of ours: 500', async (_what, value) => {
    const { answer } = await answerOf({ returns: z.object({ id: z.any() }) }, () => value)
    expect(answer.json()).toEqual(internalError)
  })

  function circle(): unknown {
    const one: Record<string, unknown> = {}
    one['one'] = one
    return one
  }
})

describe('a handler', () => {
  it('may answer with an Answer, which is sent as it is', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { response }, returns: z.object({}) }, ({ response }) => {
      response.header('x-draft', 'a')
      // An edge of one's own: the compiler knows no such answer.
      return new Answer(299, ['content-type', 'text/csv'], 'a,b') as never
    })
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.text(), answer.headers.get('x-draft')]).toEqual([299, 'a,b', null])
  })

  it('may be asynchronous', async () => {
    const { app } = testApp()
    app.get('/{id}', { inputs: { id: path(z.int()) }, returns: z.int() }, async ({ id }) => id + 1)
    await using client = await testClient(app)
    expect((await client.get('/1')).json()).toBe(2)
  })

  it('that is synchronous is answered at once, whatever it replies', async () => {
    const { app } = testApp()
    app.get('/', { returns: { 201: z.int() } }, () => reply(201, 1))
    app.get('/text', { returns: text() }, () => 'a')
    await app.start()
    expect(app.handle(new MemoryExchange())).toMatchObject({ status: 201, body: '1' })
    expect(app.handle(new MemoryExchange({ path: '/text' }))).toMatchObject({ body: 'a' })
  })
})

describe('descriptions of answers', () => {
  const answersOf = (options: PlainRouteOptions): unknown => {
    const { app } = testApp()
    app.add(route(options, () => null))
    return app.descriptions()[0]?.answers
  }

  it('tell status, media type and the output side of the schema', () => {
    const Item = z.object({ n: z.int().default(1) }).describe('An item')
    expect(answersOf({ returns: Item, status: 201 })).toMatchObject([
      { status: 201, mediaType: 'application/json', description: 'An item', schema: { required: ['n'] } },
    ])
    expect(answersOf({ returns: { 200: text(), 303: redirect(), 404: Problem, 204: null } })).toMatchObject([
      { status: 200, mediaType: 'text/plain', schema: { type: 'string' } },
      { status: 204 },
      { status: 303 },
      { status: 404, mediaType: 'application/problem+json' },
    ])
  })

  it('tell what the route says of its answer, and further ones', () => {
    const responses = { 302: { description: 'Elsewhere' }, 404: { description: 'Gone', returns: Problem } }
    expect(answersOf({ responses, responseDescription: 'All of them' })).toMatchObject([
      { status: 200, description: 'All of them', mediaType: 'application/json', schema: {} },
      { status: 302, description: 'Elsewhere' },
      { status: 404, description: 'Gone', mediaType: 'application/problem+json' },
    ])
    expect(answersOf({ status: 204 })).toEqual([{ status: 204 }])
  })
})
