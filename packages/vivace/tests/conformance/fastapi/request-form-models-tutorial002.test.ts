import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './request-form-models-tutorial002.ts'

const missing = (field: string, input: unknown): object => ({
  type: 'missing',
  loc: ['body', field],
  msg: 'Field required',
  input,
})

describe('a strict model of a form', () => {
  it('reads an urlencoded and a multipart form', async () => {
    await using client = await testClient(app)
    const multipart = new FormData()
    multipart.append('username', 'Foo')
    multipart.append('password', 'secret')
    for (const body of [new URLSearchParams('username=Foo&password=secret'), multipart]) {
      const answer = await client.post('/login/', { body })
      expect([answer.status, answer.json()]).toEqual([200, { username: 'Foo', password: 'secret' }])
    }
  })

  it('refuses a field that it does not name', async () => {
    await using client = await testClient(app)
    const body = new URLSearchParams('username=Foo&password=secret&extra=extra')
    const answer = await client.post('/login/', { body })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['body', 'extra'],
          msg: 'Extra inputs are not permitted',
          input: 'extra',
        },
      ],
    })
  })

  it.each([
    ['username=Foo', [missing('password', { username: 'Foo' })]],
    ['password=secret', [missing('username', { password: 'secret' })]],
  ])('answers what was sent where a field is missing: %s', async (sent, detail) => {
    await using client = await testClient(app)
    const answer = await client.post('/login/', { body: new URLSearchParams(sent) })
    expect([answer.status, answer.json()]).toEqual([422, { detail }])
  })

  it('misses every field of a form that is not there', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/login/')
    const detail = [missing('username', {}), missing('password', {})]
    expect([answer.status, answer.json()]).toEqual([422, { detail }])
  })

  // FastAPI reads JSON as an empty form and answers 422 for each field.
  it('answers 415 to JSON', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/login/', { json: { username: 'Foo', password: 'secret' } })
    expect(answer.status).toBe(415)
  })
})
