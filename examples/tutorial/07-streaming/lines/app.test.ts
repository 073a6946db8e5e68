import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('sends one item in each line, without what it costs us', async () => {
  await using client = await testClient(app)
  await using stream = await client.stream('/items.jsonl')
  const items = []
  for await (const item of stream.lines()) items.push(item)
  expect(items).toEqual([
    { id: 1, name: 'Chair' },
    { id: 2, name: 'Lamp' },
  ])
})
// #endregion
