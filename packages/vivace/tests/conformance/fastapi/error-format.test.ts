import { describe, expect, it } from 'vitest'
import { App, body, cookie, header, type InputRecord, query } from 'vivace'
import { testClient, type TestRequest } from 'vivace/testing'
import * as z from 'zod'

/** The detail that an operation with these inputs answers. */
async function detailOf(inputs: InputRecord, request: TestRequest): Promise<unknown> {
  const app = new App({ title: 'Errors', version: '1.0.0', errorFormat: 'fastapi', unknownFields: 'reject' })
  app.post('/', { inputs }, () => ({}))
  await using client = await testClient(app)
  const answer = await client.post('/', request)
  expect(answer.status).toBe(422)
  return answer.json<{ detail: unknown }>().detail
}

describe("errorFormat: 'fastapi'", () => {
  it('answers the text of an item, at its index', async () => {
    const inputs = { ids: query(z.array(z.int().min(1))) }
    expect(await detailOf(inputs, { query: { ids: ['1', 'x', '0'] } })).toEqual([
      expect.objectContaining({ type: 'int_parsing', loc: ['query', 'ids', 1], input: 'x' }),
      expect.objectContaining({ type: 'greater_than_equal', loc: ['query', 'ids', 2], input: '0' }),
    ])
  })

  it('answers every text of a list that is too short', async () => {
    const inputs = { ids: query(z.array(z.int()).min(3)) }
    expect(await detailOf(inputs, { query: { ids: ['1', '2'] } })).toEqual([
      expect.objectContaining({ type: 'too_short', loc: ['query', 'ids'], input: ['1', '2'] }),
    ])
  })

  it('answers all that a model was sent where one of its fields is missing', async () => {
    const inputs = { page: query.model(z.object({ skip: z.int(), limit: z.int() })) }
    expect(await detailOf(inputs, { query: { skip: 5 } })).toEqual([
      { type: 'missing', loc: ['query', 'limit'], msg: 'Field required', input: { skip: '5' } },
    ])
  })

  it('names the fields of a header model as they are on the wire', async () => {
    const inputs = { trace: header.model(z.object({ xTraceId: z.uuid() })) }
    expect(await detailOf(inputs, { headers: { 'x-trace-id': 'none' } })).toMatchObject([
      { type: 'uuid_parsing', loc: ['header', 'x-trace-id'], input: 'none' },
    ])
  })

  it('answers the text of a cookie', async () => {
    const inputs = { visits: cookie(z.int().max(9)) }
    expect(await detailOf(inputs, { cookies: { visits: '10' } })).toMatchObject([
      { type: 'less_than_equal', loc: ['cookie', 'visits'], input: '10' },
    ])
  })

  it('answers the value of an unknown field, where those are refused', async () => {
    const inputs = { item: body(z.object({ tags: z.array(z.object({ name: z.string() })) })) }
    const json = { tags: [{ name: 'a', admin: true }], price: 5 }
    expect(await detailOf(inputs, { json })).toEqual([
      {
        type: 'extra_forbidden',
        loc: ['body', 'tags', 0, 'admin'],
        msg: 'Extra inputs are not permitted',
        input: true,
      },
      { type: 'extra_forbidden', loc: ['body', 'price'], msg: 'Extra inputs are not permitted', input: 5 },
    ])
  })

  it('answers the message of a rule of your own as a value_error', async () => {
    const even = z.int().refine((value) => value % 2 === 0, { error: 'must be even' })
    expect(await detailOf({ count: body(even) }, { json: 3 })).toEqual([
      { type: 'value_error', loc: ['body'], msg: 'Value error, must be even', input: 3, ctx: { error: {} } },
    ])
  })

  it('points at the field that tells the branches of a union apart', async () => {
    const Pet = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cat'), lives: z.int() }),
      z.object({ kind: z.literal('dog'), barks: z.boolean() }),
    ])
    expect(await detailOf({ pet: body(Pet) }, { json: { kind: 'cow' } })).toMatchObject([
      { type: 'enum', loc: ['body', 'kind'], msg: "Input should be 'cat' or 'dog'", input: 'cow' },
    ])
    expect(await detailOf({ pet: body(Pet) }, { json: { kind: 'cat' } })).toMatchObject([
      { type: 'missing', loc: ['body', 'lives'], input: { kind: 'cat' } },
    ])
  })

  it('answers for each branch of a union of scalars', async () => {
    const inputs = { value: body(z.union([z.int(), z.boolean()])) }
    expect(await detailOf(inputs, { json: 'x' })).toMatchObject([
      { type: 'int_parsing', loc: ['body', 'int'], input: 'x' },
      { type: 'bool_parsing', loc: ['body', 'bool'], input: 'x' },
    ])
  })

  it('answers parameters before the body, all at once', async () => {
    const inputs = {
      item: body(z.object({ name: z.string() })),
      limit: query(z.int()),
      trace: header(z.string()),
    }
    expect(await detailOf(inputs, { json: {}, query: { limit: 'x' } })).toMatchObject([
      { loc: ['query', 'limit'] },
      { loc: ['header', 'trace'] },
      { loc: ['body', 'name'] },
    ])
  })
})
