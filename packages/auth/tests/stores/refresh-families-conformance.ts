import { type KeyRing, AuthKeys, newKeyRing, type Session, Sessions } from '@vivace/auth'
import { beforeAll, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from 'vivace/testing'
import type { StoresUnderTest } from './open-stores.ts'
import { unusedName } from './unused-name.ts'

interface Login {
  readonly clock: FakeClock
  /** Two instances of an app, each with a pool of its own. */
  readonly instances: readonly [Sessions<unknown>, Sessions<unknown>]
  readonly session: Session
  readonly refreshToken: string
  readonly userId: string
}

/** T28: whatever comes at once, a family has one live leaf. */
export function refreshFamiliesConformance(open: () => StoresUnderTest): void {
  let ring: KeyRing
  beforeAll(async () => {
    ring = await newKeyRing()
  })

  const logIn = async (): Promise<Login> => {
    const clock = fakeClock('2026-01-01')
    const keys = await AuthKeys.of(ring)
    const { one, other } = open()
    const account = await one.users.create({ login: unusedName() })
    if (account === undefined) throw new Error('There is such a user already.')
    const sessionsOf = ({ sessions: store, users }: StoresUnderTest['one']): Sessions<unknown> =>
      new Sessions({ store, users, keys, clock })
    const instances = [sessionsOf(one), sessionsOf(other)] as const
    return { clock, instances, userId: account.id, ...(await instances[0].begin({ account })) }
  }
  const refreshed = async (sessions: Sessions<unknown>, token: string): Promise<string> => {
    const answer = await sessions.refresh(token)
    if (answer.outcome === 'refused') throw new Error(`It is refused: ${answer.reason}.`)
    return answer.refreshToken
  }
  const claimsOf = ({ session, userId }: Login): { sid: string; sub: string; session_version: number } => ({
    sid: session.id,
    sub: userId,
    session_version: 0,
  })

  it('T28: 20 rounds of 50 refreshes at once, of two instances, have one live leaf and one successor each', async () => {
    for (let round = 0; round < 20; round++) {
      const { instances, refreshToken, session } = await logIn()
      const answers = await Promise.all(
        Array.from({ length: 50 }, async (_, at) => instances[at % 2 === 0 ? 0 : 1].refresh(refreshToken)),
      )
      const successors = answers.map((one) => (one.outcome === 'refused' ? one.reason : one.refreshToken))
      expect(new Set(successors).size).toBe(1)
      expect(answers.filter(({ outcome }) => outcome === 'rotated')).toHaveLength(1)
      expect(answers.filter(({ outcome }) => outcome === 'replayed')).toHaveLength(49)
      expect((await open().one.sessions.find(session.id))?.generation).toBe(1)
    }
  })

  it('T28: answers a retry after an answer that was lost with the same token, which works', async () => {
    const { instances, refreshToken, clock } = await logIn()
    let token = refreshToken
    for (let round = 0; round < 20; round++) {
      const lost = await refreshed(instances[0], token)
      await clock.advance('9s')
      token = await refreshed(instances[1], token)
      expect(token).toBe(lost)
      await clock.advance('5m')
    }
  })

  it('T28: ends the family when a used token comes after 11 s, on both instances, with one event', async () => {
    const login = await logIn()
    const { instances, refreshToken, clock } = login
    const leaf = await refreshed(instances[0], refreshToken)
    expect(await instances[0].authenticate(claimsOf(login))).toBeDefined()
    expect(await instances[1].authenticate(claimsOf(login))).toBeDefined()
    await clock.advance('11s')
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => instances[at % 2 === 0 ? 0 : 1].refresh(refreshToken)),
    )
    const reasons = answers.map((one) => (one.outcome === 'refused' ? one.reason : one.outcome))
    expect(reasons.filter((reason) => reason === 'reused')).toHaveLength(1)
    expect(reasons.filter((reason) => reason === 'ended')).toHaveLength(49)
    for (const sessions of instances) expect(await sessions.refresh(leaf)).toMatchObject({ reason: 'ended' })
    await clock.advance('1s')
    for (const sessions of instances) expect(await sessions.authenticate(claimsOf(login))).toBeUndefined()
  })

  it('T28: ends the family when a token before the last comes, also within the 10 s', async () => {
    const { instances, refreshToken, session } = await logIn()
    const second = await refreshed(instances[0], refreshToken)
    const third = await refreshed(instances[1], second)
    expect(await instances[1].refresh(refreshToken)).toMatchObject({ outcome: 'refused', reason: 'reused' })
    expect(await instances[0].refresh(third)).toMatchObject({ outcome: 'refused', reason: 'ended' })
    expect(await open().one.sessions.find(session.id)).toMatchObject({ endedBy: 'reused' })
  })

  it('T29: refuses access tokens within a second after an end on the other instance', async () => {
    for (const endIt of [
      ([one]: Login['instances'], { userId }: Login) => one.endAll(userId),
      ([one]: Login['instances'], { userId, session }: Login) => one.end(userId, session.id),
      (_: Login['instances'], { userId }: Login) => open().one.users.setDisabled(userId, true),
    ]) {
      const login = await logIn()
      const [here, there] = login.instances
      for (const sessions of [here, there]) expect(await sessions.authenticate(claimsOf(login))).toBeDefined()
      await endIt(login.instances, login)
      expect(await here.authenticate(claimsOf(login))).toBeUndefined()
      await login.clock.advance('1s')
      expect(await there.authenticate(claimsOf(login))).toBeUndefined()
      expect(await there.refresh(login.refreshToken)).toMatchObject({ outcome: 'refused', reason: 'ended' })
    }
  })
}
