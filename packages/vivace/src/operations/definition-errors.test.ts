import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { body, cookie, header, path, query } from '../inputs/index.ts'
import { html, redirect, text } from '../responses/index.ts'
import { schemaFrom } from '../schema/index.ts'
import type { PlainHandler, Route } from './route.ts'

/** A route as JavaScript can write it: nothing about it is checked by a compiler. */
function route(method: Route['method'], path: string, options: object): Route {
  // Whatever else stands in the options is for the compiler of plans to refuse.
  return { method, path, '~vivace': { options, handler: handle } }
}

const handle: PlainHandler = () => null

const circle = schemaFrom({
  jsonSchema: { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/A' } } },
  validate: (value) => ({ value }),
})

/** The error that an app with one route does not start with; the same without a start. */
async function refusalOf(added: Route): Promise<DefinitionError> {
  const { app } = testApp()
  app.add(added)
  const error: unknown = await app.start().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(() => app.descriptions()).toThrow(DefinitionError)
  if (!(error instanceof DefinitionError)) throw new Error('The app has started.')
  return error
}

describe('an app with a route that is written wrongly does not start', () => {
  it.each([
    ['GET', { item: body(z.string()) }],
    ['HEAD', { item: body(z.string()) }],
    ['GET', { bytes: body.bytes() }],
    ['GET', { item: dependency({ item: body(z.string()) }, () => 1) }],
  ] as const)('BODY_ON_SAFE_METHOD: %s with a body', async (method, inputs) => {
    expect(await refusalOf(route(method, '/items', { inputs }))).toMatchObject({
      code: 'BODY_ON_SAFE_METHOD',
      where: `${method} /items`,
      message:
        `${method} /items: it reads a body, which has no meaning in a ${method} request.\n` +
        'To fix it, use query() inputs, or the QUERY method, whose body is the query.\n' +
        '(BODY_ON_SAFE_METHOD, see docs/errors.md)',
    })
  })

  it.each([
    ['a schema', z.string()],
    ['a function', () => 1],
    ['nothing', undefined],
    ['null', null],
    ['a kind of answer', text()],
  ])('INPUT_NOT_AN_INPUT: %s in the record', async (_what, item) => {
    const expected = (where: string): object => ({
      code: 'INPUT_NOT_AN_INPUT',
      where,
      message:
        `${where}: 'item' is not an input.\n` +
        'To fix it, wrap schemas in path(), query(), header(), cookie() or body(), and functions in dependency().\n' +
        '(INPUT_NOT_AN_INPUT, see docs/errors.md)',
    })
    expect(await refusalOf(route('POST', '/items', { inputs: { item } }))).toMatchObject(
      expected('POST /items'),
    )
    // @ts-expect-error The compiler finds the mistake as well.
    const user = dependency({ item }, function currentUser() {
      return 1
    })
    expect(await refusalOf(route('POST', '/items', { inputs: { user } }))).toMatchObject(
      expected("POST /items, dependency 'currentUser'"),
    )
    expect(await refusalOf(route('POST', '/items', { dependencies: [user] }))).toMatchObject(
      expected("POST /items, dependency 'currentUser'"),
    )
  })

  it.each(['constructor', 'prototype', '__proto__'])(
    'INPUT_NAME_FORBIDDEN: an input named %s',
    async (name) => {
      const inputs = Object.fromEntries([[name, query(z.string())]])
      expect(await refusalOf(route('GET', '/items', { inputs }))).toMatchObject({
        code: 'INPUT_NAME_FORBIDDEN',
        where: 'GET /items',
        message:
          `GET /items: an input is named '${name}', which means something else to JavaScript.\n` +
          "To fix it, choose another name and give the source { name: '…' } for the one on the wire.\n" +
          '(INPUT_NAME_FORBIDDEN, see docs/errors.md)',
      })
    },
  )

  it('PATH_PARAMETER_UNKNOWN: a path input that the path lacks', async () => {
    const message = (where: string, name: string): string =>
      `${where}: '${name}' is declared as a path input, but the path has no {${name}}.\n` +
      `To fix it, add {${name}} to the path, or read the input from another source.\n` +
      '(PATH_PARAMETER_UNKNOWN, see docs/errors.md)'
    expect(await refusalOf(route('GET', '/items/{id}', { inputs: { itemId: path(z.int()) } }))).toMatchObject(
      {
        code: 'PATH_PARAMETER_UNKNOWN',
        where: 'GET /items/{id}',
        message: message('GET /items/{id}', 'itemId'),
      },
    )
    const item = dependency({ id: path(z.int(), { name: 'item-id' }) }, function readItem() {
      return 1
    })
    expect(await refusalOf(route('GET', '/items/{id}', { inputs: { item } }))).toMatchObject({
      message: message("GET /items/{id}, dependency 'readItem'", 'item-id'),
    })
  })

  it.each([
    ['query', query],
    ['header', header],
    ['cookie', cookie],
  ])('MODEL_NOT_AN_OBJECT: %s.model() of something else', async (_name, source) => {
    expect(
      await refusalOf(route('GET', '/', { inputs: { filter: source.model(z.string()) } })),
    ).toMatchObject({
      code: 'MODEL_NOT_AN_OBJECT',
      where: "GET /, input 'filter'",
      message:
        "GET /, input 'filter': the schema of a model is not an object.\n" +
        'To fix it, give .model() an object schema, or read one value without .model().\n' +
        '(MODEL_NOT_AN_OBJECT, see docs/errors.md)',
    })
  })

  it('TEXT_NOT_DECODABLE: a text source of a type that text cannot carry', async () => {
    const refusal = await refusalOf(route('GET', '/', { inputs: { at: query(z.object({ x: z.int() })) } }))
    expect(refusal).toMatchObject({ code: 'TEXT_NOT_DECODABLE', where: "GET /, input 'at'" })
    expect(refusal.message).toBe(
      "GET /, input 'at': text cannot carry an object.\n" +
        'To fix it, use a scalar or an array of scalars, read the whole source with .model(), or send it in the body.\n' +
        '(TEXT_NOT_DECODABLE, see docs/errors.md)',
    )
    const model = query.model(z.object({ at: z.array(z.object({ x: z.int() })) }))
    expect(await refusalOf(route('GET', '/', { inputs: { model } }))).toMatchObject({
      code: 'TEXT_NOT_DECODABLE',
      where: "GET /, input 'model', field 'at'",
    })
  })

  it.each([
    ['an input', { inputs: { at: body(z.object({ a: z.bigint() })) } }, "POST /, input 'at'"],
    ['a parameter', { inputs: { at: query(z.map(z.string(), z.string())) } }, "POST /, input 'at'"],
    ['an answer', { returns: z.object({ a: z.symbol() }) }, "POST /, 'returns'"],
    ['a circle of references', { inputs: { at: body(circle) } }, "POST /, input 'at'"],
  ])('SCHEMA_NOT_DESCRIBABLE: %s whose JSON Schema cannot be written', async (_what, options, where) => {
    const refusal = await refusalOf(route('POST', '/', options))
    expect(refusal).toMatchObject({ code: 'SCHEMA_NOT_DESCRIBABLE', where })
    expect(refusal.message).toMatch(
      /: .+\.\nTo fix it, .+\.\n\(SCHEMA_NOT_DESCRIBABLE, see docs\/errors\.md\)$/,
    )
  })

  it.each([
    ['an input', { inputs: { at: body({ parse: () => 1 } as never) } }, "POST /, input 'at'"], // No schema at all.
    ['an answer', { returns: () => 1 }, "POST /, 'returns'"],
  ])('SCHEMA_NOT_STANDARD: %s whose schema is none', async (_what, options, where) => {
    expect(await refusalOf(route('POST', '/', options))).toMatchObject({ code: 'SCHEMA_NOT_STANDARD', where })
  })

  it.each([
    ['a schema for 204', { returns: z.string(), status: 204 }, 204],
    ['a schema for 304 among others', { returns: { 200: z.string(), 304: z.string() } }, 304],
    ['text for 205', { returns: { 205: text() } }, 205],
    ['HTML among further answers', { responses: { 204: { description: 'x', returns: html() } } }, 204],
  ])('RESPONSE_BODY_FORBIDDEN: %s', async (_what, options, status) => {
    expect(await refusalOf(route('GET', '/', options))).toMatchObject({
      code: 'RESPONSE_BODY_FORBIDDEN',
      where: 'GET /',
      message:
        `GET /: 'returns' declares a body for status ${status}, which has none.\n` +
        `To fix it, declare null for ${status}, or another status.\n` +
        '(RESPONSE_BODY_FORBIDDEN, see docs/errors.md)',
    })
  })

  it('is not what a kind without a body is', async () => {
    const { app } = testApp()
    app.add(route('GET', '/', { returns: { 204: null, 304: null, 307: redirect() } }))
    await expect(app.start()).resolves.toBeUndefined()
  })
})
