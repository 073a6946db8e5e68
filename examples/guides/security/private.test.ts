import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, readOrders } from './private.ts'

it('is private, but for what says that it is public', async () => {
  await using client = await testClient(app)
  expect((await client.get('/orders')).status).toBe(401)
  expect((await client.get('/prices')).status).toBe(200)
  expect((await client.post('/account/logout')).status).toBe(401)
  const { token } = (await client.post('/account/login')).json<{ token: string }>()
  const known = { headers: { authorization: `Bearer ${token}` } }
  expect((await client.get('/orders', known)).json()).toEqual([{ id: 1, of: 'Ana' }])
  expect((await client.post('/account/logout', known)).status).toBe(204)
  expect((await client.get('/orders', { headers: { authorization: 'Bearer x' } })).status).toBe(401)
})

it('says so in the document, whose pages everybody can open', async () => {
  await using client = await testClient(app)
  const { paths } = (await client.get('/openapi.json')).json<{ paths: Record<string, object> }>()
  expect(paths['/orders']).toMatchObject({ get: { security: [{ bearer: [] }] } })
  expect(paths['/prices']).toMatchObject({ get: { security: [] } })
})

it('takes another guard in a test', async () => {
  expect(await readOrders()).toEqual([{ id: 1, of: 'a test' }])
})
