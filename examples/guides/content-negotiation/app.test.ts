import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('the guide to content negotiation', () => {
  // #region test
  it('answers with a table to who asks for one', async () => {
    await using client = await testClient(app)
    const table = await client.get('/items', { headers: { accept: 'text/csv' } })
    expect(table.text()).toBe('id,name\r\n1,"Cup"\r\n2,"Plate, large"\r\n')
    expect((await client.get('/items')).json()).toHaveLength(2)
    expect((await client.get('/items', { headers: { accept: 'image/png' } })).status).toBe(406)
  })
  // #endregion

  it('greets in the language of the client', async () => {
    await using client = await testClient(app)
    const greeting = await client.get('/greeting', { headers: { 'accept-language': 'es-MX, en;q=0.5' } })
    expect([greeting.text(), greeting.headers.get('content-language')]).toEqual(['Hola', 'es'])
    expect((await client.get('/greeting', { headers: { 'accept-language': 'fr' } })).text()).toBe('Hello')
  })

  it('answers as shortly, and as early, as the client prefers', async () => {
    await using client = await testClient(app)
    const create = (headers: Record<string, string>) =>
      client.post('/items', { headers, json: { id: 3, name: 'Bowl' } })
    expect((await create({})).status).toBe(201)
    const short = await create({ prefer: 'return=minimal' })
    expect([short.status, short.headers.get('preference-applied')]).toEqual([204, 'return=minimal'])
    expect((await client.post('/reports')).status).toBe(200)
    const early = await client.post('/reports', { headers: { prefer: 'respond-async' } })
    expect([early.status, early.headers.get('preference-applied')]).toEqual([202, 'respond-async'])
  })
})
