import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, log } from './app.ts'

// #region test
it('closes the cursor when the client goes away', async () => {
  await using client = await testClient(app)
  const stream = await client.stream('/items')
  expect(await stream.read()).toBe('{"id":1}\n')
  expect(log).toEqual(['open'])
  await stream.abort()
  expect(log).toEqual(['open', 'close'])
})
// #endregion
