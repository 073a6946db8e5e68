import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('is up', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/health/ready')
  expect([answer.status, answer.json()]).toEqual([200, { status: 'ok' }])
})

it('describes every operation', () => {
  expect(Object.keys(app.openapi().paths).sort()).toEqual(['/todos', '/todos/{todoId}'])
})
