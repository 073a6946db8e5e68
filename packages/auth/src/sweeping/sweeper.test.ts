import { silentLogger } from 'vivace'
import { fakeClock } from 'vivace/testing'
import { expect, it } from 'vitest'
import { memoryAuth } from '../memory/index.ts'
import { Sweeper } from './sweeper.ts'

const rule = { limit: 10, window: 60_000, firstWait: 1_000, longestWait: 60_000 }
const token = { purpose: 'verify-email', userId: 'u', tokenHash: 'h', sentTo: 'a@b.co' } as const
const session = {
  ...{ id: 's', userId: 'u', clientId: 'web', sessionVersion: 0, seed: '', generation: 0, tokenHash: '' },
  ...{ createdAt: 0, refreshedAt: 0, idleUntil: 1_000, endsAt: 1_000 },
}

it('forgets every hour what is over, and nothing after it has stopped', async () => {
  const clock = fakeClock(0)
  const stores = memoryAuth()
  const sweeper = new Sweeper({ stores, clock, log: silentLogger })
  await stores.sessions.create(session)
  await stores.oneTimeTokens.put({ ...token, expiresAt: 1_000 })
  await stores.lockouts.reserve('key', rule, 0)
  await clock.advance('1h')
  // Nothing is left of them for another sweep; an ended session is still known for a day.
  expect(await stores.oneTimeTokens.removeOver(Infinity)).toBe(0)
  expect(await stores.lockouts.removeOver(Infinity)).toBe(0)
  expect(await stores.sessions.find('s')).toBeDefined()
  await clock.advance('24h')
  expect(await stores.sessions.find('s')).toBeUndefined()
  sweeper.stop()
  await stores.sessions.create(session)
  await clock.advance('2d')
  expect(await stores.sessions.find('s')).toBeDefined()
})

it('says that it could not, and tries again an hour later', async () => {
  const clock = fakeClock(0)
  const stores = memoryAuth()
  const warnings: string[] = []
  const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) }
  let tries = 0
  const sessions = {
    removeOver: (): Promise<number> => {
      tries++
      return Promise.reject(new Error('The store is down.'))
    },
  }
  const sweeper = new Sweeper({
    stores: { ...stores, sessions: Object.assign(stores.sessions, sessions) },
    clock,
    log,
  })
  await clock.advance('2h')
  sweeper.stop()
  expect([tries, warnings.length]).toEqual([2, 2])
})
