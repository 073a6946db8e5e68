import { AuthKeys, memoryAuth, newKeyRing, Sessions, type SessionStore } from '@vivace/auth'
import { expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'

const keys = await AuthKeys.of(await newKeyRing())

async function open(change: (store: SessionStore) => Partial<SessionStore> = () => ({})) {
  const clock = fakeClock('2026-01-01')
  const { users, sessions: store } = memoryAuth()
  let reads = 0
  const counting: SessionStore = {
    create: (session) => store.create(session),
    rotate: (...given) => store.rotate(...given),
    list: (...given) => store.list(...given),
    end: (...given) => store.end(...given),
    removeOver: (before) => store.removeOver(before),
    find(id) {
      reads++
      return store.find(id)
    },
    ...change(store),
  }
  const account = await users.create({ login: 'ana@example.com' })
  if (account === undefined) throw new Error('There is such a user already.')
  const sessions = new Sessions({ store: counting, users, keys, clock })
  const { session } = await sessions.begin({ account })
  const claims = { sid: session.id, sub: account.id, session_version: 0 }
  return { clock, sessions, claims, reads: () => reads, users, account }
}

it('reads a session once a second, however many access tokens of it come', async () => {
  const { sessions, claims, reads, clock } = await open()
  await Promise.all(Array.from({ length: 100 }, async () => sessions.authenticate(claims)))
  await sessions.authenticate(claims)
  expect(reads()).toBe(1)
  await clock.advance('1s')
  await sessions.authenticate(claims)
  expect(reads()).toBe(2)
})

it('reads the user each time, so that what a request changed the next one sees', async () => {
  const { sessions, claims, users, account } = await open()
  await sessions.authenticate(claims)
  await users.setGrants(account.id, { roles: ['admin'] })
  expect((await sessions.authenticate(claims))?.account.roles).toEqual(['admin'])
})

it('keeps no failure: the next access token asks again', async () => {
  let isDown = true
  const { sessions, claims } = await open((store) => ({
    find: (id) => (isDown ? Promise.reject(new Error('The store is down.')) : store.find(id)),
  }))
  await expect(sessions.authenticate(claims)).rejects.toThrow('The store is down.')
  isDown = false
  expect(await sessions.authenticate(claims)).toBeDefined()
})
