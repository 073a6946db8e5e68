import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './response-change-status-code-tutorial001.ts'

describe('the status that a handler sets', () => {
  it('is the status of the plain value that it answers', async () => {
    await using client = await testClient(app)
    const known = await client.put('/get-or-create-task/foo')
    expect([known.status, known.json()]).toEqual([200, 'Listen to the Bar Fighters'])
    const created = await client.put('/get-or-create-task/bar')
    expect([created.status, created.json()]).toEqual([201, "This didn't exist before"])
  })
})
