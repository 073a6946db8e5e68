import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('remembers the basket', async () => {
  await using client = await testClient(app)
  await client.post('/basket')
  expect((await client.get('/basket')).json()).toEqual({ basket: 'b-1' })
})

it('has no basket for anybody else', async () => {
  await using other = await testClient(app)
  expect((await other.get('/basket')).json()).toEqual({ basket: 'none' })
})
// #endregion
