import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'
import { database } from './shop.ts'

describe('the guide to streaming', () => {
  // #region test
  it('sends the steps after the last that the client has got', async () => {
    await using client = await testClient(app)
    await using stream = await client.stream('/imports/7/steps', { headers: { 'last-event-id': '1' } })
    const received = []
    for await (const { event, data, id } of stream.events()) received.push([event, data, id])
    expect(received).toEqual([
      ['message', '{"step":2,"message":"import 7: part 2 of 3"}', '2'],
      ['message', '{"step":3,"message":"import 7: part 3 of 3"}', '3'],
      ['end', '', '3'],
    ])
  })
  // #endregion

  it('sends one order in each line, without the customer', async () => {
    await using client = await testClient(app)
    expect((await client.get('/orders.jsonl')).text()).toBe('{"id":1,"total":10}\n{"id":2,"total":12.5}\n')
  })

  it('answers 404 before anything is sent, and the report otherwise', async () => {
    await using client = await testClient(app)
    const unknown = await client.get('/reports/other')
    expect([unknown.status, unknown.json()]).toMatchObject([404, { code: 'report-unknown' }])
    expect((await client.get('/reports/orders')).text()).toBe('id,total\n1,10\n')
  })

  it('does what is left after the response', async () => {
    const done: string[] = []
    using _ = app.override(database, () => ({
      done,
      orders: async function* () {},
      placeOrder: async () => ({ id: 3, total: 7 }),
      sendReceipt: async (id: number) => void done.push(`receipt of ${id}`),
      count: async (name: string) => void done.push(`count ${name}`),
    }))
    await using client = await testClient(app)
    expect((await client.post('/orders')).status).toBe(201)
    expect(done).toEqual(['receipt of 3', 'count orders'])
  })
})
