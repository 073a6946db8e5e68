// #region test
import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, currentUser } from './app.ts'

it('greets the user', async () => {
  using _ = app.override(currentUser, () => ({ id: 1, name: 'Ana' }))
  await using client = await testClient(app)
  expect((await client.get('/me')).json()).toEqual({ hello: 'Ana' })
})

it('asks for a token', async () => {
  await using client = await testClient(app)
  expect((await client.get('/me')).status).toBe(401)
})
// #endregion
