import { beforeAll, expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

beforeAll(() => vi.stubEnv('ADMIN_PASSWORD', 'good'))

it('shows everybody the public document, and admins theirs', async () => {
  await using client = await testClient(app)
  const open = (await client.get('/openapi.json')).json<{ paths: object; webhooks: object }>()
  expect(Object.keys(open.paths)).toEqual(['/orders'])
  expect(Object.keys(open.webhooks)).toEqual(['new-order'])
  expect((await client.get('/admin/openapi.json')).status).toBe(401)
  const headers = { authorization: `Basic ${btoa('ann:good')}` }
  const closed = (await client.get('/admin/openapi.json', { headers })).json<{ paths: object }>()
  expect(Object.keys(closed.paths)).toEqual(['/users', '/orders'])
})

it('tells receivers what will be sent to them', () => {
  expect(app.openapi('public').paths['/orders']?.['post']?.callbacks).toHaveProperty('orderPaid')
})
