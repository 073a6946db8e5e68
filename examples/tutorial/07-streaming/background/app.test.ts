import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, sent } from './app.ts'

// #region test
it('welcomes a user by mail', async () => {
  await using client = await testClient(app)
  await client.post('/users', { json: { email: 'ana@example.com' } })
  expect(sent).toEqual(['Welcome, ana@example.com'])
})
// #endregion
