import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('says hello', async () => {
  await using client = await testClient(app)
  const answer = await client.get('/')
  expect(answer.status).toBe(200)
  expect(answer.json()).toEqual({ message: 'Hello' })
})
