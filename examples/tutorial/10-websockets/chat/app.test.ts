import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('tells every member of a room, and nobody else', async () => {
  await using client = await testClient(app)
  await using ada = await client.websocket('/rooms/blue')
  await using ben = await client.websocket('/rooms/blue')
  await using eve = await client.websocket('/rooms/red')
  ada.send('hello')
  expect(await ada.receive()).toBe('hello')
  expect(await ben.receive()).toBe('hello')
  eve.send('is anybody here?')
  expect(await eve.receive()).toBe('is anybody here?')
})

it('goes on when a member has left', async () => {
  await using client = await testClient(app)
  await using ada = await client.websocket('/rooms/blue')
  const ben = await client.websocket('/rooms/blue')
  await ben.abort()
  ada.send('still here')
  expect(await ada.receive()).toBe('still here')
})
