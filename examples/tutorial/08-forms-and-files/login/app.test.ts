import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('reads a form', async () => {
  await using client = await testClient(app)
  const body = new URLSearchParams({ username: 'ana', remember: 'on' })
  const answer = await client.post('/login', { body })
  expect(answer.json()).toEqual({ username: 'ana', remember: true })
})
// #endregion

it('takes an empty field for a missing one', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/login', { body: new URLSearchParams({ username: '' }) })
  expect(answer.json()).toMatchObject({ errors: [{ in: 'form', pointer: '/username', code: 'missing' }] })
})
