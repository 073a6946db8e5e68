import { describe, expect, it } from 'vitest'
import { accepts, acceptsLanguage, App, bearer, content, lines, reply, text } from 'vivace'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { testApp } from '../fixtures/test-app.ts'

const Item = z.object({ id: z.int() })
const format = accepts(['application/json', 'text/csv'])
const returns = content({ 'application/json': z.array(Item), 'text/csv': text() })

function itemApp(): App {
  const app = new App({ title: 'Shop', version: '1.0.0' })
  app.get('/items', { inputs: { format }, returns }, ({ format }) =>
    format === 'text/csv' ? content(format, 'id\n1\n') : content(format, [{ id: 1, secret: 'x' }]),
  )
  return app
}

describe('accepts()', () => {
  it('answers in the media type that the client likes best', async () => {
    await using client = await testClient(itemApp())
    const csv = await client.get('/items', { headers: { accept: 'text/csv, */*;q=0.1' } })
    expect([csv.status, csv.text()]).toEqual([200, 'id\n1\n'])
    expect([csv.headers.get('content-type'), csv.headers.get('vary')]).toEqual([
      'text/csv; charset=utf-8',
      'accept',
    ])
    const json = await client.get('/items', { headers: { accept: 'application/*' } })
    expect([json.json(), json.headers.get('content-type')]).toEqual([[{ id: 1 }], 'application/json'])
    expect(json.headers.get('vary')).toBe('accept')
  })

  it('answers in the first media type to who does not say', async () => {
    await using client = await testClient(itemApp())
    expect((await client.get('/items')).headers.get('content-type')).toBe('application/json')
  })

  it('answers 406, which names what there is', async () => {
    await using client = await testClient(itemApp())
    const answer = await client.get('/items', { headers: { accept: 'image/png' } })
    expect([answer.headers.get('content-type'), answer.headers.get('vary')]).toEqual([
      'application/problem+json',
      'accept',
    ])
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not Acceptable',
      status: 406,
      detail: 'The answer can be application/json, text/csv.',
      code: 'not-acceptable',
      available: ['application/json', 'text/csv'],
    })
  })

  it('tells nobody what there is who is not let in', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { format, token: bearer() } }, ({ format }) => format)
    await using client = await testClient(app)
    expect((await client.get('/', { headers: { accept: 'image/png' } })).status).toBe(401)
  })

  it('says once that the answer varies, however often it is asked', async () => {
    const { app } = testApp()
    const again = accepts(['text/csv', 'text/plain'])
    const inputs = { format, again, language: acceptsLanguage(['en']) }
    app.get('/', { inputs }, ({ again }) => again)
    await using client = await testClient(app)
    expect((await client.get('/')).headers.get('vary')).toBe('accept, accept-language')
  })

  it('is documented with the header, 406 and every media type', () => {
    const operation = itemApp().openapi().paths['/items']?.get
    expect(operation?.parameters).toEqual([
      {
        in: 'header',
        name: 'accept',
        description:
          'The media type of the answer; application/json if absent. Ranges and weights may be given.',
        schema: { type: 'string', enum: ['application/json', 'text/csv'] },
      },
    ])
    expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '406', 'default'])
    expect(operation?.responses['200']).toMatchObject({
      content: {
        'application/json': { schema: { type: 'array' } },
        'text/csv': { schema: { type: 'string' } },
      },
    })
  })

  it.each(['json', 'text/*', ''])('refuses %j when the app is written', (name) => {
    expect(() => accepts([name])).toThrow(expect.objectContaining({ code: 'NEGOTIATION_INVALID' }))
  })
})

describe('content()', () => {
  it('answers with another status and headers in a reply', async () => {
    const { app } = testApp()
    app.post('/', { returns: { 201: returns } }, () =>
      reply(201, content('text/csv', 'id'), { headers: { location: '/1' } }),
    )
    await using client = await testClient(app)
    const answer = await client.post('/')
    expect([answer.status, answer.text(), answer.headers.get('location')]).toEqual([201, 'id', '/1'])
  })

  it('streams, and keeps the parameters of a media type', async () => {
    const { app } = testApp()
    const kinds = content({
      'application/x-ndjson': lines(Item),
      'text/csv; header=absent': text(),
      'application/hal+json': Item,
    })
    app.get('/lines', { returns: kinds }, () =>
      content(
        'application/x-ndjson',
        (async function* () {
          await Promise.resolve()
          yield { id: 1 }
          yield { id: 2 }
        })(),
      ),
    )
    app.get('/csv', { returns: kinds }, () => content('text/csv; header=absent', '1'))
    app.get('/hal', { returns: kinds }, () => content('application/hal+json', { id: 1 }))
    await using client = await testClient(app)
    const streamed = await client.get('/lines')
    expect([streamed.text(), streamed.headers.get('content-type')]).toEqual([
      '{"id":1}\n{"id":2}\n',
      'application/x-ndjson',
    ])
    expect((await client.get('/csv')).headers.get('content-type')).toBe(
      'text/csv; header=absent; charset=utf-8',
    )
    expect((await client.get('/hal')).headers.get('content-type')).toBe('application/hal+json')
  })

  it('answers 500 for what is not declared', async () => {
    const { app } = testApp()
    // @ts-expect-error the compiler says so as well
    app.get('/plain', { returns }, () => [{ id: 1 }])
    // @ts-expect-error the compiler says so as well
    app.get('/other', { returns }, () => content('text/html', 'a'))
    // @ts-expect-error the compiler says so as well
    app.get('/invalid', { returns }, () => content('application/json', [{ id: 'a' }]))
    await using client = await testClient(app)
    for (const path of ['/plain', '/other', '/invalid']) expect((await client.get(path)).status).toBe(500)
  })

  it('checks what an asynchronous schema declares', async () => {
    const { app } = testApp()
    const Late = z.object({ id: z.int().refine(async (id) => Promise.resolve(id > 0)) })
    const late = content({ 'application/json': Late })
    app.get('/{id}', { returns: late }, () => content('application/json', { id: 1 }))
    await using client = await testClient(app)
    expect((await client.get('/1')).json()).toEqual({ id: 1 })
  })

  it.each([{ json: Item }, { 'text/*': text() }, { 'text/csv': Item }])(
    'refuses %j when the app is compiled',
    (declared) => {
      const { app } = testApp()
      app.add({
        method: 'GET',
        path: '/',
        '~vivace': { options: { returns: content(declared) }, handler: () => 1 },
      })
      expect(() => app.operations()).toThrow(expect.objectContaining({ code: 'NEGOTIATION_INVALID' }))
    },
  )
})

describe('acceptsLanguage()', () => {
  const app = new App({ title: 'Shop', version: '1.0.0' })
  app.get(
    '/',
    { inputs: { language: acceptsLanguage(['en', 'es']) }, returns: text() },
    ({ language }) => language,
  )

  it.each([
    [undefined, 'en'],
    ['es-MX, en;q=0.5', 'es'],
    ['fr', 'en'],
    ['en;q=0', 'es'],
    ['en;q=0, es;q=0', 'en'],
  ])('answers %j in %s', async (header, language) => {
    await using client = await testClient(app)
    const headers = header === undefined ? {} : { 'accept-language': header }
    const answer = await client.get('/', { headers })
    expect([answer.text(), answer.headers.get('vary')]).toEqual([language, 'accept-language'])
  })

  it('is documented', () => {
    const operation = app.openapi().paths['/']?.get
    expect(operation?.parameters).toMatchObject([{ in: 'header', name: 'accept-language' }])
  })

  it.each(['', 'e s', '*', 'en_GB', 'englishlanguage'])('refuses %j when the app is written', (tag) => {
    expect(() => acceptsLanguage([tag])).toThrow(expect.objectContaining({ code: 'NEGOTIATION_INVALID' }))
  })
})
