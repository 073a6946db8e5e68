import type { ApiKeyRecord, OneTimeTokenRecord } from '@vivace/auth'
import { expect, it } from 'vitest'
import type { StoresUnderTest } from './open-stores.ts'

const start = 1_700_000_000_456

/** What every store of one-time tokens must do. */
export function oneTimeTokenStoreConformance(open: () => StoresUnderTest): void {
  const tokens = (): StoresUnderTest['one']['oneTimeTokens'] => open().one.oneTimeTokens
  const newToken = (changes: Partial<OneTimeTokenRecord> = {}): OneTimeTokenRecord => ({
    purpose: 'reset-password',
    userId: crypto.randomUUID(),
    tokenHash: crypto.randomUUID(),
    sentTo: 'ana@example.com',
    expiresAt: start + 1_000,
    ...changes,
  })

  it('gives a token once, to one of all that ask at once', async () => {
    const token = newToken()
    await tokens().put(token)
    const taken = await Promise.all(
      Array.from({ length: 20 }, async (_, at) =>
        (at % 2 === 0 ? open().one : open().other).oneTimeTokens.take(token.purpose, token.tokenHash, start),
      ),
    )
    expect(taken.filter((one) => one !== undefined)).toEqual([token])
  })

  it('gives none that is over, unknown, or for another purpose', async () => {
    const token = newToken()
    await tokens().put(token)
    expect(await tokens().take('verify-email', token.tokenHash, start)).toBeUndefined()
    expect(await tokens().take(token.purpose, 'other', start)).toBeUndefined()
    expect(await tokens().take(token.purpose, token.tokenHash, token.expiresAt)).toBeUndefined()
    expect(await tokens().take(token.purpose, token.tokenHash, token.expiresAt - 1)).toEqual(token)
  })

  it('keeps the newest of a user and purpose, and those of other users and purposes', async () => {
    const first = newToken()
    const second = newToken({ userId: first.userId })
    const verify = newToken({ userId: first.userId, purpose: 'verify-email' })
    for (const token of [first, second, verify]) await tokens().put(token)
    expect(await tokens().take(first.purpose, first.tokenHash, start)).toBeUndefined()
    expect(await tokens().take(second.purpose, second.tokenHash, start)).toEqual(second)
    expect(await tokens().take(verify.purpose, verify.tokenHash, start)).toEqual(verify)
  })

  it('forgets those of a user, and those that were over before a time', async () => {
    const [one, other, over] = [newToken(), newToken(), newToken({ expiresAt: 999 })]
    for (const token of [one, other, over]) await tokens().put(token)
    await tokens().removeOf(one.userId)
    expect(await tokens().take(one.purpose, one.tokenHash, start)).toBeUndefined()
    expect(await tokens().removeOver(1_000)).toBe(1)
    expect(await tokens().take(other.purpose, other.tokenHash, start)).toEqual(other)
  })
}

/** What every store of API keys must do. */
export function apiKeyStoreConformance(open: () => StoresUnderTest): void {
  const keys = (): StoresUnderTest['one']['apiKeys'] => open().one.apiKeys
  const newKey = (changes: Partial<ApiKeyRecord> = {}): ApiKeyRecord => ({
    id: crypto.randomUUID(),
    userId: crypto.randomUUID(),
    name: 'deploy',
    selector: crypto.randomUUID(),
    verifierHash: 'hash',
    scopes: ['a', 'b'],
    createdAt: start,
    expiresAt: start + 1_000,
    lastUsedAt: undefined,
    revokedAt: undefined,
    ...changes,
  })

  it('keeps a key to the millisecond, and finds it by its selector', async () => {
    const key = newKey()
    await keys().create(key)
    expect(await keys().findBySelector(key.selector)).toEqual(key)
    expect(await keys().findBySelector('other')).toBeUndefined()
  })

  it('lists the keys of a user that are not revoked, newest first', async () => {
    const older = newKey({ expiresAt: undefined })
    const newer = newKey({ userId: older.userId, createdAt: start + 1 })
    for (const key of [older, newer, newKey()]) await keys().create(key)
    expect(await keys().list(older.userId)).toEqual([newer, older])
    expect(await keys().revoke(older.userId, newer.id, start)).toBe(true)
    expect(await keys().list(older.userId)).toEqual([older])
  })

  it('revokes a key once, and for its owner alone', async () => {
    const key = newKey()
    await keys().create(key)
    expect(await keys().revoke(crypto.randomUUID(), key.id, start)).toBe(false)
    expect(await keys().revoke(key.userId, 'x', start)).toBe(false)
    expect(await keys().revoke(key.userId, key.id, start + 7)).toBe(true)
    expect(await keys().revoke(key.userId, key.id, start + 8)).toBe(false)
    expect(await keys().findBySelector(key.selector)).toMatchObject({ revokedAt: start + 7 })
  })

  it('notes when a key was used, and never back in time', async () => {
    const key = newKey()
    await keys().create(key)
    for (const time of [start + 5, start + 3]) await keys().touch(key.id, time)
    await keys().touch('x', start)
    expect(await keys().findBySelector(key.selector)).toMatchObject({ lastUsedAt: start + 5 })
  })
}
