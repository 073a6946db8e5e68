import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './response-model-tutorial003-01.ts'

describe('what leaves', () => {
  it('is what the schema of the answer names: the password stays', async () => {
    await using client = await testClient(app)
    const json = { username: 'foo', password: 'fighter', email: 'foo@example.com', full_name: 'Grave Dohl' }
    const answer = await client.post('/user/', { json })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ username: 'foo', email: 'foo@example.com', full_name: 'Grave Dohl' })
  })
})
