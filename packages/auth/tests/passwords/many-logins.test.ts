import { availableParallelism } from 'node:os'
import { Program } from '@vivace/fixtures'
import { expect, it } from 'vitest'
import { manyLogins } from './many-logins.ts'

it('T32: answers each of 300 logins at once, or says when to come again, and pings meanwhile', async () => {
  await using server = new Program(new URL('hashing-server.ts', import.meta.url))
  const { statuses, retryAfters, pings, mostAtOnce } = await manyLogins(await server.url())
  const { 200: welcome = 0, 503: busy = 0, ...others } = statuses
  expect([welcome + busy, others, retryAfters]).toEqual([300, {}, busy])
  expect(welcome).toBeGreaterThan(0)
  expect(mostAtOnce).toBeLessThanOrEqual(availableParallelism())
  // How long they take is for measure-hashing.ts: here it is enough that the loop was free in between.
  expect(pings.length).toBeGreaterThan(10)
})
