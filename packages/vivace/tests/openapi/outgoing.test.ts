import {
  App,
  body,
  callback,
  cursorPageOf,
  cursorPagination,
  defineError,
  idempotencyKeys,
  memoryIdempotencyStore,
  pageOf,
  pagination,
  query,
  signedCookie,
} from 'vivace'
import { testClient } from 'vivace/testing'
import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { lintDocument } from './lint-document.ts'

const Order = z.object({ id: z.string(), total: z.number() }).meta({ id: 'Order' })
const Paid = z.object({ paid: z.boolean() }).meta({ id: 'Paid' })
const Received = z.object({ ok: z.boolean() }).meta({ id: 'Received' })
const Unknown = defineError({
  status: 404,
  code: 'order-unknown',
  title: 'Unknown order',
  description: 'There is no such order',
  members: z.object({ nearest: z.array(z.string()) }),
})

function shop(): App {
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    description: 'Sells cups.',
    contact: { name: 'Shop', url: 'https://shop.example' },
    license: { name: 'MIT', url: 'https://shop.example/license' },
    servers: [{ url: 'https://shop.example' }],
    tags: [{ name: 'Orders', description: 'What was ordered.' }],
  })
  app.webhooks.post('new-order', {
    tags: ['Orders'],
    summary: 'An order has come in',
    description: 'Sent once for each order.',
    inputs: { order: body(Order) },
    returns: null,
  })
  app.webhooks.delete('new-order', {
    tags: ['Orders'],
    summary: 'Gone',
    description: 'An order was taken back.',
  })
  app.post(
    '/orders',
    {
      tags: ['Orders'],
      description: 'Takes an order.',
      deprecated: { since: '2026-01-01', sunset: '2026-12-31', link: '/v2' },
      idempotency: idempotencyKeys({ store: memoryIdempotencyStore() }),
      inputs: { order: body(Order), callbackUrl: query(z.url()) },
      errors: [Unknown],
      returns: { 201: Order },
      callbacks: {
        orderPaid: callback.post('{$request.query.callbackUrl}/paid', {
          tags: ['Orders'],
          summary: 'The order is paid',
          description: 'Sent when the money is there.',
          inputs: { event: body(Paid), attempt: query(z.int().optional()) },
          returns: { 200: Received, 410: null },
        }),
      },
    },
    () => {
      throw new Unknown({ extensions: { nearest: [] } })
    },
  )
  const secrets = ['Zk3JxQ0w8s1Vt5bYh7Ne2RmLc9Pf4Gd6']
  const session = signedCookie(z.object({ id: z.int() }).optional(), { name: 'session', secrets })
  app.get(
    '/orders',
    {
      tags: ['Orders'],
      description: 'Lists.',
      inputs: { session, paging: pagination() },
      returns: pageOf(Order),
    },
    ({ paging }) => paging.page([]),
  )
  app.get(
    '/feed',
    {
      tags: ['Orders'],
      description: 'Lists.',
      inputs: { paging: cursorPagination(z.int(), { secrets }) },
      returns: cursorPageOf(Order),
    },
    ({ paging }) => paging.page([]),
  )
  return app
}

describe('the document of an app that sends requests', () => {
  it('has webhooks by their names', () => {
    const { webhooks, components } = shop().openapi()
    expect(Object.keys(webhooks?.['new-order'] ?? {})).toEqual(['post', 'delete'])
    expect(webhooks?.['new-order']?.['post']).toMatchObject({
      operationId: 'postNewOrder',
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
    })
    expect(Object.keys(webhooks?.['new-order']?.['post']?.responses ?? {})).toEqual(['204'])
    expect(components?.schemas).toHaveProperty('Order')
  })

  it('has callbacks by their names and addresses, beside the operation that they come of', () => {
    const operation = shop().openapi().paths['/orders']?.['post']
    const called = operation?.callbacks?.['orderPaid']?.['{$request.query.callbackUrl}/paid']?.['post']
    expect(called).toMatchObject({
      operationId: 'postOrderPaid',
      parameters: [{ in: 'query', name: 'attempt' }],
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Paid' } } } },
    })
    expect(Object.keys(called?.responses ?? {})).toEqual(['200', '410'])
  })

  it('is one that linters find nothing wrong with', async () => {
    expect(await lintDocument(JSON.parse(JSON.stringify(shop().openapi())))).toEqual([])
  })

  it('has operations of one id each, those that are sent included', () => {
    const app = shop()
    app.get('/again', { operationId: 'postOrderPaid' }, () => 1)
    const called = app.openapi().paths['/orders']?.['post']?.callbacks?.['orderPaid']
    expect(JSON.stringify(called)).toContain('"operationId":"postOrderPaid2"')
  })

  it('cannot be added to once the app has started', async () => {
    const app = shop()
    await using _ = await testClient(app)
    expect(() => app.webhooks.post('late', {})).toThrow('APP_ALREADY_STARTED')
  })

  it('answers nothing under the names of its webhooks', async () => {
    await using client = await testClient(shop())
    expect((await client.post('/new-order', { json: {} })).status).toBe(404)
  })
})
