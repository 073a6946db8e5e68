import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './body-tutorial001.ts'

describe('a model as the whole body', () => {
  it.each([
    [
      { name: 'Foo', price: 50.5 },
      { name: 'Foo', description: null, price: 50.5, tax: null },
    ],
    [
      { name: 'Foo', price: 50.5, description: 'Some Foo', tax: 0.3 },
      { name: 'Foo', description: 'Some Foo', price: 50.5, tax: 0.3 },
    ],
  ])('reads %j', async (json, expected) => {
    await using client = await testClient(app)
    const answer = await client.post('/items/', { json })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  it.each([
    [
      { name: 'Foo' },
      [{ type: 'missing', loc: ['body', 'price'], msg: 'Field required', input: { name: 'Foo' } }],
    ],
    [
      {},
      [
        { type: 'missing', loc: ['body', 'name'], msg: 'Field required', input: {} },
        { type: 'missing', loc: ['body', 'price'], msg: 'Field required', input: {} },
      ],
    ],
    [
      { name: 'Foo', price: 'twenty' },
      [
        {
          type: 'float_parsing',
          loc: ['body', 'price'],
          msg: 'Input should be a valid number, unable to parse string as a number',
          input: 'twenty',
        },
      ],
    ],
    [
      ['Foo', 50.5],
      [
        {
          type: 'model_attributes_type',
          loc: ['body'],
          msg: 'Input should be a valid dictionary or object to extract fields from',
          input: ['Foo', 50.5],
        },
      ],
    ],
    // FastAPI reads the number.
    [
      { name: 'Foo', price: '50.5' },
      [{ type: 'float_type', loc: ['body', 'price'], msg: 'Input should be a valid number', input: '50.5' }],
    ],
  ])('answers 422 to %j', async (json, detail) => {
    await using client = await testClient(app)
    const answer = await client.post('/items/', { json })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({ detail })
  })

  it('answers 422 when there is no body', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items/')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }],
    })
  })

  it('answers 422 to malformed JSON, with the position', async () => {
    await using client = await testClient(app)
    const headers = { 'content-type': 'application/json' }
    const answer = await client.post('/items/', { headers, body: '{some broken json}' })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'json_invalid',
          loc: ['body', 1],
          msg: 'JSON decode error',
          input: {},
          ctx: { error: 'A name in double quotes is expected' },
        },
      ],
    })
  })

  it('answers 400 to a body that is not UTF-8', async () => {
    await using client = await testClient(app)
    const headers = { 'content-type': 'application/json' }
    const answer = await client.post('/items/', { headers, body: new Uint8Array([0x22, 0xff, 0x22]) })
    expect(answer.status).toBe(400)
    expect(answer.json()).toEqual({ detail: 'There was an error parsing the body' })
  })

  const body = '{"name": "Foo", "price": 50.5}'

  it('reads any type that ends in +json', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/items/', { headers: { 'content-type': 'application/geo+json' }, body })
    expect(answer.status).toBe(200)
  })

  it.each([
    'text/plain',
    'application/geo+json-seq',
    'application/not-really-json',
    'application/x-www-form-urlencoded',
  ])('answers 415 to %s, where FastAPI answers 422', async (type) => {
    await using client = await testClient(app)
    const answer = await client.post('/items/', { headers: { 'content-type': type }, body })
    expect(answer.status).toBe(415)
    expect(answer.headers.get('accept')).toBe('application/json')
    expect(answer.json()).toEqual({ detail: 'Send the body as application/json.' })
  })

  it('answers 415 to a body without a type, where FastAPI answers 422', async () => {
    await using client = await testClient(app)
    // Bytes bring no type of their own, as text does.
    const answer = await client.post('/items/', { body: new TextEncoder().encode(body) })
    expect(answer.status).toBe(415)
  })
})
