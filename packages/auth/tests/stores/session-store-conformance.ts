import type { SessionRecord } from '@vivace/auth'
import { expect, it } from 'vitest'
import type { StoresUnderTest } from './open-stores.ts'

const start = 1_700_000_000_123
const day = 86_400_000

/** A session as it begins, of a user of its own. */
export function newSession(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    clientId: 'web',
    sessionVersion: 0,
    scopes: undefined,
    device: undefined,
    ip: undefined,
    seed: 'seed',
    generation: 0,
    tokenHash: 'hash-0',
    previousHash: undefined,
    createdAt: start,
    refreshedAt: start,
    idleUntil: start + 7 * day,
    endsAt: start + 30 * day,
    endedAt: undefined,
    endedBy: undefined,
    ...changes,
  }
}

/** What every store of sessions must do. */
export function sessionStoreConformance(open: () => StoresUnderTest): void {
  const sessions = (): StoresUnderTest['one']['sessions'] => open().one.sessions
  const rotation = {
    tokenHash: 'hash-1',
    previousHash: 'hash-0',
    refreshedAt: start + 5,
    idleUntil: start + 9,
  }

  it('keeps a session to the millisecond', async () => {
    const session = newSession({ scopes: ['a', 'b'], device: 'Firefox “on” Linux', ip: '2001:db8::1' })
    await sessions().create(session)
    expect(await sessions().find(session.id)).toEqual(session)
  })

  it('finds nothing under an id that no session has', async () => {
    for (const id of ['', 'x', crypto.randomUUID()]) expect(await sessions().find(id)).toBeUndefined()
  })

  it('makes one next generation of each, whoever tries at once', async () => {
    const session = newSession({ device: 'Firefox', ip: '192.0.2.1' })
    await sessions().create(session)
    const tries = await Promise.all(
      Array.from({ length: 20 }, async (_, at) =>
        (at % 2 === 0 ? open().one : open().other).sessions.rotate(session.id, 0, {
          ...rotation,
          ip: '192.0.2.2',
        }),
      ),
    )
    expect(tries.filter(Boolean)).toHaveLength(1)
    const kept = { ...session, ...rotation, ip: '192.0.2.2', generation: 1 }
    expect(await sessions().find(session.id)).toEqual(kept)
  })

  it('makes no next generation of an older one, or of a session that has ended', async () => {
    const session = newSession()
    await sessions().create(session)
    expect(await sessions().rotate(session.id, 1, rotation)).toBe(false)
    await sessions().end({ userId: session.userId, id: session.id }, 'logout', start)
    expect(await sessions().rotate(session.id, 0, rotation)).toBe(false)
  })

  it('lists those of a user that have not ended, newest first', async () => {
    const userId = crypto.randomUUID()
    const [older, newer, idle, over] = [
      newSession({ userId }),
      newSession({ userId, createdAt: start + 1 }),
      newSession({ userId, idleUntil: start + 10 }),
      newSession({ userId, endsAt: start + 10 }),
    ]
    for (const session of [older, newer, idle, over, newSession()]) await sessions().create(session)
    const ids = (await sessions().list(userId, start + 10)).map(({ id }) => id)
    expect(ids).toEqual([newer.id, older.id])
  })

  it('ends one of a user, all, or all but one, once, and says which', async () => {
    const userId = crypto.randomUUID()
    const made = [newSession({ userId }), newSession({ userId }), newSession({ userId })]
    const foreign = newSession()
    for (const session of [...made, foreign]) await sessions().create(session)
    const [first = '', second = '', third = ''] = made.map(({ id }) => id)
    expect(await sessions().end({ userId, id: foreign.id }, 'logout', start)).toEqual([])
    expect(await sessions().end({ userId, id: 'x' }, 'logout', start)).toEqual([])
    expect(await sessions().end({ userId, id: first }, 'logout', start + 1)).toEqual([first])
    expect(await sessions().end({ userId, id: first }, 'reused', start + 2)).toEqual([])
    expect(await sessions().end({ userId, except: second }, 'password-changed', start + 3)).toEqual([third])
    expect(await sessions().end({ userId }, 'logout-everywhere', start + 4)).toEqual([second])
    expect(await sessions().find(first)).toMatchObject({ endedAt: start + 1, endedBy: 'logout' })
    expect((await sessions().find(foreign.id))?.endedAt).toBeUndefined()
    expect(await sessions().list(userId, start)).toEqual([])
  })

  it('is ended by one alone of all that end it at once', async () => {
    const session = newSession()
    await sessions().create(session)
    const { userId, id } = session
    const ended = await Promise.all(
      Array.from({ length: 20 }, async (_, at) =>
        (at % 2 === 0 ? open().one : open().other).sessions.end({ userId, id }, 'reused', start),
      ),
    )
    expect(ended.flat()).toEqual([id])
  })

  it('forgets what was over before a time, and nothing else', async () => {
    const [live, ended, over] = [
      newSession({ endsAt: 2_000 }),
      newSession({ endsAt: 2_000, endedAt: 900, endedBy: 'logout' }),
      newSession({ endsAt: 999 }),
    ]
    for (const session of [live, ended, over]) await sessions().create(session)
    expect(await sessions().removeOver(1_000)).toBe(2)
    expect(
      await Promise.all([live, ended, over].map(async ({ id }) => (await sessions().find(id))?.id)),
    ).toEqual([live.id, undefined, undefined])
    expect(await sessions().removeOver(3_000)).toBe(1)
  })
}
