import {
  AuthKeys,
  memoryAuth,
  type MemoryUser,
  newKeyRing,
  rotateKeys,
  Sessions,
  type SessionLengths,
} from '@vivace/auth'
import { describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'

const ring = await newKeyRing()
const keys = await AuthKeys.of(ring)

async function open(lengths: SessionLengths = {}) {
  const clock = fakeClock('2026-01-01')
  const stores = memoryAuth()
  const account = await stores.users.create({ login: 'ana@example.com' })
  if (account === undefined) throw new Error('There is such a user already.')
  const with_ = (its: AuthKeys): Sessions<MemoryUser> =>
    new Sessions({ store: stores.sessions, users: stores.users, keys: its, clock, lengths })
  return { clock, stores, account, sessions: with_(keys), with: with_ }
}

describe('a session', () => {
  it('shows its owner when and where it began, was last seen, and ends, and nothing to make a token of', async () => {
    const { sessions, account, clock } = await open()
    const begun = await sessions.begin({ account, device: 'Firefox', ip: '192.0.2.1' })
    await clock.advance('1h')
    await sessions.refresh(begun.refreshToken, { ip: '192.0.2.2' })
    const start = Date.parse('2026-01-01')
    expect(await sessions.list(account.id)).toEqual([
      {
        id: begun.session.id,
        userId: account.id,
        clientId: 'web',
        sessionVersion: 0,
        scopes: undefined,
        device: 'Firefox',
        ip: '192.0.2.2',
        createdAt: start,
        lastSeenAt: start + 3_600_000,
        expiresAt: start + 3_600_000 + 7 * 86_400_000,
      },
    ])
  })

  it('ends after 7 days without a refresh', async () => {
    const { sessions, account, clock } = await open()
    const { refreshToken, session } = await sessions.begin({ account })
    await clock.advance('7d')
    expect(await sessions.refresh(refreshToken)).toMatchObject({ outcome: 'refused', reason: 'expired' })
    expect(await sessions.list(account.id)).toEqual([])
    const claims = { sid: session.id, sub: account.id, session_version: 0 }
    expect(await sessions.authenticate(claims)).toBeUndefined()
  })

  it('ends after 30 days however often it is refreshed', async () => {
    const { sessions, account, clock } = await open()
    let { refreshToken } = await sessions.begin({ account })
    for (let day = 0; day < 5; day++) {
      await clock.advance('6d')
      const answer = await sessions.refresh(refreshToken)
      if (answer.outcome === 'refused') expect([day, answer.reason]).toEqual([4, 'expired'])
      else refreshToken = answer.refreshToken
    }
    expect(await sessions.refresh(refreshToken)).toMatchObject({ reason: 'expired' })
  })

  it('is not ended by a token that was never given, whatever is guessed of it', async () => {
    const { sessions, account, stores } = await open()
    const { refreshToken, session } = await sessions.begin({ account })
    const first = await sessions.refresh(refreshToken)
    const [selector = '', verifier = ''] = refreshToken.split('.')
    const generation = (number: number): string => {
      const bytes = Buffer.from(selector, 'base64url')
      bytes.writeUInt32BE(number, 16)
      return bytes.toString('base64url')
    }
    const zeros = Buffer.alloc(32).toString('base64url')
    const forged = [
      `${selector}.${zeros}`,
      `${generation(1)}.${verifier}`,
      `${generation(2)}.${verifier}`,
      `${generation(4_294_967_295)}.${zeros}`,
      `${refreshToken} `,
      refreshToken.slice(0, -1),
      `${refreshToken}A`,
      refreshToken.replace('.', ''),
      '',
      '.',
      'x'.repeat(100_000),
    ]
    for (const token of forged)
      expect(await sessions.refresh(token)).toMatchObject({ outcome: 'refused', reason: 'unknown' })
    for (const token of forged) expect(await sessions.endOf(token)).toBeUndefined()
    expect((await stores.sessions.find(session.id))?.endedAt).toBeUndefined()
    expect(first.outcome).toBe('rotated')
  })

  it('is not renewed by another spelling of its token', async () => {
    const { sessions, account } = await open()
    const { refreshToken } = await sessions.begin({ account })
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    // The last character of 43 carries two bits that no byte has room for.
    const last = alphabet.indexOf(refreshToken.at(-1) ?? '')
    const other = `${refreshToken.slice(0, -1)}${alphabet[last ^ 1] ?? ''}`
    expect(Buffer.from(other.slice(28), 'base64url')).toEqual(
      Buffer.from(refreshToken.slice(28), 'base64url'),
    )
    expect(await sessions.refresh(other)).toMatchObject({ reason: 'unknown' })
  })

  it('ends by any token that it was given, at logout', async () => {
    const { sessions, account } = await open()
    const begun = await sessions.begin({ account })
    await sessions.refresh(begun.refreshToken)
    expect(await sessions.endOf(begun.refreshToken)).toMatchObject({ id: begun.session.id })
    expect(await sessions.endOf(begun.refreshToken)).toBeUndefined()
  })

  it('ends one, all, or all but one of a user, and those of nobody else', async () => {
    const { sessions, account, stores } = await open()
    const other = await stores.users.create({ login: 'ben@example.com' })
    if (other === undefined) throw new Error('There is such a user already.')
    const begun = [
      await sessions.begin({ account }),
      await sessions.begin({ account }),
      await sessions.begin({ account }),
    ]
    const [first = '', second = ''] = begun.map(({ session }) => session.id)
    await sessions.begin({ account: other })
    expect(await sessions.end(other.id, first)).toBe(false)
    expect(await sessions.end(account.id, first)).toBe(true)
    expect(await sessions.endOthers(account.id, second)).toBe(1)
    expect((await sessions.list(account.id)).map(({ id }) => id)).toEqual([second])
    expect(await sessions.endAll(account.id)).toBe(1)
    expect(await sessions.list(other.id)).toHaveLength(1)
  })

  it('is refused when it began with an account that was read before a logout everywhere', async () => {
    const { sessions, account } = await open()
    await sessions.endAll(account.id)
    const { refreshToken, session } = await sessions.begin({ account })
    expect(await sessions.refresh(refreshToken)).toMatchObject({ reason: 'ended' })
    const claims = { sid: session.id, sub: account.id, session_version: 0 }
    expect(await sessions.authenticate(claims)).toBeUndefined()
  })

  it('takes an access token for no other user, and no other session version', async () => {
    const { sessions, account, stores } = await open()
    const other = await stores.users.create({ login: 'ben@example.com' })
    const { session } = await sessions.begin({ account })
    const claims = { sid: session.id, sub: account.id, session_version: 0 }
    expect(await sessions.authenticate(claims)).toMatchObject({ account: { id: account.id } })
    expect(await sessions.authenticate({ ...claims, sub: other?.id ?? '' })).toBeUndefined()
    expect(await sessions.authenticate({ ...claims, session_version: 1 })).toBeUndefined()
    expect(await sessions.authenticate({ ...claims, sid: crypto.randomUUID() })).toBeUndefined()
  })
})

describe('a new secret for refresh tokens', () => {
  it('logs nobody out: tokens of the old one are renewed, and known when they come twice', async () => {
    const { account, sessions, with: withKeys, clock } = await open()
    const after = withKeys(await AuthKeys.of(await rotateKeys(ring, { secrets: true })))
    const { refreshToken } = await sessions.begin({ account })
    const renewed = await after.refresh(refreshToken)
    expect(renewed).toMatchObject({ outcome: 'rotated' })
    // An instance that has the old secret alone cannot make the successor, and ends nothing.
    expect(await sessions.refresh(refreshToken)).toMatchObject({ outcome: 'refused', reason: 'unknown' })
    expect(await after.refresh(refreshToken)).toMatchObject({ outcome: 'replayed' })
    await clock.advance('11s')
    expect(await after.refresh(refreshToken)).toMatchObject({ outcome: 'refused', reason: 'reused' })
  })
})

describe('the lengths of sessions', () => {
  it.each([
    [{ idle: '31d' }, 'AUTH_OPTION_INVALID'],
    [{ replayWindow: '2m' }, 'AUTH_OPTION_INVALID'],
    [{ absolute: -1 }, 'DURATION_INVALID'],
  ] as const)('are refused when they make no sense: %j', async (lengths, code) => {
    await expect(open(lengths)).rejects.toMatchObject({ code })
  })
})
