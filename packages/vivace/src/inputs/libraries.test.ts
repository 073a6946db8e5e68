import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { libraries, type SameSchemas } from '../../tests/schemas/libraries.ts'
import type { Schema } from '../schema/index.ts'
import { testClient, type TestAnswer, type TestClient, type TestRequest } from '../testing/index.ts'
import { body } from './body.ts'
import { cookie } from './cookie.ts'
import { header } from './header.ts'
import type { Input } from './input.ts'
import { path } from './path.ts'
import { query } from './query.ts'

/** A client of one route that answers its only input. */
async function clientFor(method: 'get' | 'post', value: Input, template = '/'): Promise<TestClient> {
  const { app } = testApp()
  app[method](template, { inputs: { value } }, ({ value }) => ({ value }))
  return testClient(app)
}

interface TextSource {
  readonly place: string
  readonly source: (schema: Schema) => Input
  readonly template: string
  /** How one text is sent to it. */
  readonly send: (text: string) => [string, TestRequest]
}

const textSources: readonly TextSource[] = [
  {
    place: 'path',
    source: (schema) => path(schema),
    template: '/{value}',
    send: (text) => [`/${encodeURIComponent(text)}`, {}],
  },
  {
    place: 'query',
    source: (schema) => query(schema),
    template: '/',
    send: (text) => ['/', { query: { value: text } }],
  },
  {
    place: 'header',
    source: (schema) => header(schema),
    template: '/',
    send: (text) => ['/', { headers: { value: text } }],
  },
  {
    place: 'cookie',
    source: (schema) => cookie(schema),
    template: '/',
    send: (text) => ['/', { cookies: { value: text } }],
  },
]

function failuresOf(answer: TestAnswer): unknown[] {
  expect(answer.status).toBe(422)
  return answer
    .json<{ errors: { in: string; pointer: string; code: string }[] }>()
    .errors.map(({ in: place, pointer, code }) => ({ in: place, pointer, code }))
}

describe.each(libraries)('inputs of $name', ({ name: library, schemas }) => {
  // arktype puts the branches of a union in an order of its own, and tells the format of a date as a pattern.
  const isArktype = library === 'arktype'

  describe.each(textSources)('from the $place', ({ place, source, template, send }) => {
    it.each<[keyof SameSchemas, string, unknown]>([
      ['boundedInteger', '5', 5],
      ['boundedInteger', '100', 100],
      ['fraction', '0.5', 0.5],
      ['fraction', '5e-1', 0.5],
      ['multiple', '-10', -10],
      ['boolean', 'true', true],
      ['boolean', 'on', true],
      ['boolean', 'yes', true],
      ['boolean', '1', true],
      ['boolean', 'False', false],
      ['boolean', 'off', false],
      ['boolean', '0', false],
      ['word', 'abc', 'abc'],
      ['color', 'red', 'red'],
      ['rank', '2', 2],
      ['integerOrText', '5', isArktype ? '5' : 5],
      ['integerOrText', 'five', 'five'],
      ['integerOrNull', '5', 5],
      ['dateTime', '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ])('reads a %s: %j', async (name, text, value) => {
      await using client = await clientFor('get', source(schemas[name]), template)
      const answer = await client.get(...send(text))
      expect(answer.json()).toEqual({ value })
    })

    it.each<[keyof SameSchemas, string, string]>([
      ['boundedInteger', '0', 'minimum'],
      ['boundedInteger', '101', 'maximum'],
      ['boundedInteger', '5.5', 'type'],
      ['boundedInteger', 'five', 'type'],
      ['boundedInteger', '0x10', 'type'],
      ['fraction', '1', 'exclusiveMaximum'],
      ['fraction', 'Infinity', 'type'],
      ['multiple', '7', 'multipleOf'],
      ['boolean', '2', 'type'],
      ['word', 'a', 'minLength'],
      ['word', 'abcdef', 'maxLength'],
      ['word', 'ABC', 'pattern'],
      ['color', 'mauve', 'enum'],
      ['rank', '3', 'enum'],
      ['dateTime', 'yesterday', isArktype ? 'pattern' : 'format'],
    ])('refuses a %s: %j', async (name, text, code) => {
      await using client = await clientFor('get', source(schemas[name]), template)
      const answer = await client.get(...send(text))
      expect(failuresOf(answer)[0]).toEqual({ in: place, pointer: '/value', code })
    })
  })

  it('lists: every value of a repeated name, or one', async () => {
    await using client = await clientFor('get', query(schemas.integers))
    expect((await client.get('/?value=1&value=2')).json()).toEqual({ value: [1, 2] })
    expect((await client.get('/?value=1')).json()).toEqual({ value: [1] })
    expect(failuresOf(await client.get('/?value=1&value=x'))).toEqual([
      { in: 'query', pointer: '/value/1', code: 'type' },
    ])
    expect(failuresOf(await client.get('/?value=1&value=2&value=3&value=4'))).toEqual([
      { in: 'query', pointer: '/value', code: 'maxItems' },
    ])
    expect(failuresOf(await client.get('/'))).toEqual([{ in: 'query', pointer: '/value', code: 'missing' }])
  })

  it('scalars: one value, not several', async () => {
    await using client = await clientFor('get', query(schemas.boundedInteger))
    expect(failuresOf(await client.get('/?value=1&value=2'))).toEqual([
      { in: 'query', pointer: '/value', code: 'repeated' },
    ])
  })

  it('models: defaults, what is absent, and every failure', async () => {
    await using client = await clientFor('get', query.model(schemas.page))
    expect((await client.get('/')).json()).toEqual({ value: { limit: 10 } })
    expect((await client.get('/?limit=5&q=a&other=1')).json()).toEqual({ value: { limit: 5, q: 'a' } })
    expect(failuresOf(await client.get('/?limit=x'))).toEqual([
      { in: 'query', pointer: '/limit', code: 'type' },
    ])
  })

  it('strict models refuse what they do not name, open ones collect it', async () => {
    await using strict = await clientFor('get', query.model(schemas.strict))
    expect((await strict.get('/?id=1')).json()).toEqual({ value: { id: 1 } })
    expect(failuresOf(await strict.get('/?id=1&admin=true'))).toEqual([
      { in: 'query', pointer: '/admin', code: 'additionalProperties' },
    ])
    await using open = await clientFor('get', query.model(schemas.loose))
    expect((await open.get('/?id=1&admin=true')).json()).toEqual({ value: { id: 1, admin: 'true' } })
  })

  describe('from the JSON body', () => {
    it.each<[keyof SameSchemas, unknown]>([
      ['boundedInteger', 5],
      ['fraction', 0.5],
      ['boolean', false],
      ['word', 'abc'],
      ['color', 'blue'],
      ['rank', 1],
      ['integers', [1, 2, 3]],
      ['integerOrText', 'five'],
      ['integerOrNull', null],
      ['dateTime', '2026-01-31T12:00:00Z'],
      ['pet', { kind: 'cat', lives: 9 }],
      ['pet', { kind: 'dog', barks: true }],
      ['person', { name: 'Ann', address: { city: 'Lima' } }],
      ['tree', { name: 'a', children: [{ name: 'b', children: [{ name: 'c', children: [] }] }] }],
      ['scores', { a: 1, b: 2 }],
      ['point', [0.5, -1]],
      ['strict', { id: 1 }],
      ['loose', { id: 1, whatever: [{}] }],
    ])('reads a %s: %j', async (name, value) => {
      await using client = await clientFor('post', body(schemas[name]))
      expect((await client.post('/', { json: value })).json()).toEqual({ value })
    })

    it.each<[keyof SameSchemas, unknown]>([
      ['boundedInteger', '5'],
      ['fraction', '0.5'],
      ['boolean', 'true'],
      ['boolean', 1],
      ['word', 5],
      ['rank', '1'],
      ['integers', '1'],
      ['integers', 1],
      ['integerOrNull', ''],
    ])('never coerces a %s: %j', async (name, value) => {
      await using client = await clientFor('post', body(schemas[name]))
      expect(failuresOf(await client.post('/', { json: value }))).toMatchObject([{ in: 'body', pointer: '' }])
    })

    it.each<[keyof SameSchemas, unknown, { pointer: string; code: string }]>([
      ['boundedInteger', 0, { pointer: '', code: 'minimum' }],
      ['color', 'mauve', { pointer: '', code: 'enum' }],
      ['integers', [], { pointer: '', code: 'minItems' }],
      ['integers', [1, 'x'], { pointer: '/1', code: 'type' }],
      ['person', { name: 'Ann' }, { pointer: '/address', code: 'missing' }],
      ['person', { name: 'Ann', address: { city: '' } }, { pointer: '/address/city', code: 'minLength' }],
      [
        'person',
        { name: 'Ann', address: { city: 'Lima', zip: 5 } },
        { pointer: '/address/zip', code: 'type' },
      ],
      [
        'tree',
        { name: 'a', children: [{ name: 1, children: [] }] },
        { pointer: '/children/0/name', code: 'type' },
      ],
      ['pet', { kind: 'cat', lives: 'nine' }, { pointer: '/lives', code: 'type' }],
      ['scores', { a: 'x' }, { pointer: '/a', code: 'type' }],
      ['point', [1, 'x'], { pointer: '/1', code: 'type' }],
      ['strict', { id: 1, admin: true }, { pointer: '/admin', code: 'additionalProperties' }],
    ])('refuses a %s: %j', async (name, value, failure) => {
      await using client = await clientFor('post', body(schemas[name]))
      expect(failuresOf(await client.post('/', { json: value }))).toEqual([{ in: 'body', ...failure }])
    })

    it('names every failure at once', async () => {
      await using client = await clientFor('post', body(schemas.person))
      expect(failuresOf(await client.post('/', { json: { name: 1, address: { zip: 2 } } }))).toEqual(
        expect.arrayContaining([
          { in: 'body', pointer: '/name', code: 'type' },
          { in: 'body', pointer: '/address/city', code: 'missing' },
          { in: 'body', pointer: '/address/zip', code: 'type' },
        ]),
      )
    })

    it.each<[keyof SameSchemas, unknown]>([
      ['boundedInteger', 'hunter2'],
      ['word', 'hunter2'],
      ['color', 'hunter2'],
      ['rank', 'hunter2'],
      ['integers', ['hunter2']],
      ['integerOrNull', 'hunter2'],
      ['dateTime', 'hunter2'],
      ['pet', { kind: 'hunter2' }],
      ['pet', 'hunter2'],
      ['person', { name: { a: 'hunter2' }, address: 'hunter2' }],
      ['scores', { a: 'hunter2' }],
      ['point', ['hunter2']],
      ['strict', { id: 'hunter2', more: 'hunter2' }],
    ])('repeats nothing of what was sent: %s', async (name, value) => {
      await using client = await clientFor('post', body(schemas[name]))
      const answer = await client.post('/', { json: value })
      expect(answer.status).toBe(422)
      expect(answer.text()).not.toContain('hunter2')
    })

    it('is missing where there is none', async () => {
      await using client = await clientFor('post', body(schemas.person))
      expect(failuresOf(await client.post('/'))).toEqual([{ in: 'body', pointer: '', code: 'missing' }])
    })

    it('gives the handler no field that the schema does not name, at any depth', async () => {
      await using person = await clientFor('post', body(schemas.person))
      const sent = { name: 'Ann', admin: true, address: { city: 'Lima', secret: 1 } }
      expect((await person.post('/', { json: sent })).json()).toEqual({
        value: { name: 'Ann', address: { city: 'Lima' } },
      })
      await using pet = await clientFor('post', body(schemas.pet))
      expect((await pet.post('/', { json: { kind: 'cat', lives: 9, barks: true } })).json()).toEqual({
        value: { kind: 'cat', lives: 9 },
      })
      await using tree = await clientFor('post', body(schemas.tree))
      const json = { name: 'a', x: 1, children: [{ name: 'b', x: 1, children: [] }] }
      expect((await tree.post('/', { json })).json()).toEqual({
        value: { name: 'a', children: [{ name: 'b', children: [] }] },
      })
    })

    it("refuses them under unknownFields: 'reject', all of them", async () => {
      const { app } = testApp({ unknownFields: 'reject' })
      app.post('/person', { inputs: { person: body(schemas.person) } }, ({ person }) => person)
      app.post('/loose', { inputs: { loose: body(schemas.loose) } }, ({ loose }) => loose)
      app.post(
        '/drops',
        { inputs: { person: body(schemas.person) }, unknownFields: 'drop' },
        ({ person }) => person,
      )
      await using client = await testClient(app)
      const json = { name: 'Ann', admin: true, address: { city: 'Lima', secret: { a: 1 } } }
      expect(failuresOf(await client.post('/person', { json }))).toEqual([
        { in: 'body', pointer: '/admin', code: 'additionalProperties' },
        { in: 'body', pointer: '/address/secret', code: 'additionalProperties' },
      ])
      expect((await client.post('/loose', { json: { id: 1, more: 2 } })).json()).toEqual({ id: 1, more: 2 })
      expect((await client.post('/drops', { json })).json()).toEqual({
        name: 'Ann',
        address: { city: 'Lima' },
      })
    })
  })
})
