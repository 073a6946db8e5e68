import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answer, body, operation, parameter } from '../../tests/openapi/sample-operations.ts'
import { App } from '../app.ts'
import { body as bodyInput } from '../inputs/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { mayBeRefused } from './may-be-refused.ts'

const User = z.object({ id: z.int() }).meta({ id: 'User' })
const Other = z.object({ id: z.string() }).meta({ id: 'User' })
const get = (path: string, facts = {}) => operation({ method: 'GET', path, ...facts })
const basic = { scheme: { type: 'http', scheme: 'basic' }, name: 'login', scopes: [] } as const
const bearer = { ...basic, scheme: { type: 'http', scheme: 'bearer' } } as const

describe('a document that is certain', () => {
  it('has every schema, id and scheme once', () => {
    const all = [
      get('/a', { answers: [answer(200, User)], operationId: 'a', security: [basic] }),
      get('/b', { body: [body(User)], operationId: 'b', security: [basic] }),
      get('/c/{id}', { parameters: [parameter('id', z.int())] }),
    ]
    expect(mayBeRefused(all)).toBe(false)
    expect(mayBeRefused(all, { errorFormat: 'fastapi' })).toBe(false)
  })

  it('does not speak of hidden operations', () => {
    const hidden = get('/b', { answers: [answer(200, Other)], hidden: true })
    expect(mayBeRefused([get('/a', { answers: [answer(200, User)] }), hidden])).toBe(false)
  })
})

describe('a document may be refused', () => {
  const first = get('/a', { answers: [answer(200, User)], operationId: 'a', security: [basic] })

  it.each([
    ['two schemas of one id', { answers: [answer(200, Other)] }],
    ['a schema called like one of ours', { answers: [answer(200, Other.meta({ id: 'ValidationProblem' }))] }],
    [
      'the items of a stream',
      { answers: [{ status: 200, items: { as: 'line', schema: { $ref: '#/$defs/X' } } }] },
    ],
    ['a header', { answers: [{ status: 200, headers: { a: { schema: { $ref: '#/$defs/X' } } } }] }],
    ['two operations of one id', { operationId: 'a' }],
    ['two security schemes of one name', { security: [bearer] }],
    ['an error with members', { errors: [{ status: 404, code: 'x', title: 'X', members: User }] }],
  ])('for %s', (_, facts) => {
    expect(mayBeRefused([first, get('/b', facts)])).toBe(true)
  })

  it('for what the app sends', () => {
    const webhook = { target: 'x', operation: get('x', { operationId: 'a', isOutgoing: true }) }
    expect(mayBeRefused([first], { webhooks: [['x', webhook]] })).toBe(true)
    expect(mayBeRefused([{ ...first, callbacks: { x: webhook } }])).toBe(true)
  })
})

it('stops an app at its start', async () => {
  const app = new App({ title: 'A', version: '1' })
  app.post('/a', { inputs: { user: bodyInput(User) } }, () => null)
  app.post('/b', { inputs: { user: bodyInput(Other) } }, () => null)
  await expect(app.start()).rejects.toThrow(DefinitionError)
})
