import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('goes on after the last step that the client has got', async () => {
  await using client = await testClient(app)
  await using stream = await client.stream('/orders/1/steps', { headers: { 'last-event-id': '2' } })
  const received = []
  for await (const { data, id } of stream.events()) received.push({ data: JSON.parse(data), id })
  expect(received).toEqual([{ data: { step: 3, message: 'Sent' }, id: '3' }])
})
// #endregion
