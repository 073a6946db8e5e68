import { expect, it } from 'vitest'
import type { StoresUnderTest } from './open-stores.ts'
import { unusedName } from './unused-name.ts'

/** What every store of users must do. */
export function userStoreConformance(open: () => StoresUnderTest): void {
  const users = (): StoresUnderTest['one']['users'] => open().one.users

  it('makes an account with what it is given, and finds it by name and by id', async () => {
    const login = unusedName()
    const profile = { name: 'Ana' }
    const made = await users().create({
      login,
      passwordHash: 'h1',
      roles: ['admin'],
      scopes: ['a:b'],
      profile,
    })
    expect(made).toMatchObject({
      login,
      passwordHash: 'h1',
      isVerified: false,
      isDisabled: false,
      sessionVersion: 0,
      roles: ['admin'],
      scopes: ['a:b'],
      user: { name: 'Ana', email: login },
    })
    expect(await users().findByLogin(login)).toEqual(made)
    expect(await users().findById(made?.id ?? '')).toEqual(made)
  })

  it('gives the application its own record of a user, without the hash', async () => {
    const made = await users().create({ login: unusedName(), passwordHash: 'canary' })
    expect(JSON.stringify(made?.user)).not.toContain('canary')
  })

  it('has no password for an account that was made without one', async () => {
    expect((await users().create({ login: unusedName() }))?.passwordHash).toBeUndefined()
  })

  it('keeps a name in its normal form, and gives it to one account alone', async () => {
    const login = unusedName()
    const made = await Promise.all(
      [login, login.toUpperCase(), ` ${login} `, login].map(async (one) => users().create({ login: one })),
    )
    expect(made.filter((one) => one !== undefined)).toHaveLength(1)
    expect((await users().findByLogin(login))?.login).toBe(login)
  })

  it('lets no profile say what is not for the user to say', async () => {
    const profile = { isVerified: true, roles: ['admin'], passwordHash: 'mine', email: 'other@example.com' }
    const login = unusedName()
    const made = await users().create({ login, passwordHash: 'h1', profile })
    expect(made).toMatchObject({ login, isVerified: false, roles: [], passwordHash: 'h1' })
  })

  it('finds nobody under a name or an id that nobody has', async () => {
    expect(await users().findByLogin(unusedName())).toBeUndefined()
    for (const id of ['', 'x', '7', crypto.randomUUID()]) {
      expect(await users().findById(id)).toBeUndefined()
      expect(await users().setVerified(id)).toBe(false)
      expect(await users().raiseSessionVersion(id)).toBeUndefined()
    }
  })

  it('keeps another hash, and with `replaces` only instead of that one', async () => {
    const made = await users().create({ login: unusedName(), passwordHash: 'h1' })
    const id = made?.id ?? ''
    expect(await users().setPasswordHash(id, 'h2')).toBe(true)
    expect(await users().setPasswordHash(id, 'stale', { replaces: 'h1' })).toBe(false)
    expect(await users().setPasswordHash(id, 'h3', { replaces: 'h2' })).toBe(true)
    expect((await users().findById(id))?.passwordHash).toBe('h3')
  })

  it('proves, disables and grants', async () => {
    const id = (await users().create({ login: unusedName(), scopes: ['s'] }))?.id ?? ''
    const done = [await users().setVerified(id), await users().setDisabled(id, true)]
    expect([...done, await users().setGrants(id, { roles: ['admin'] })]).toEqual([true, true, true])
    expect(await users().findById(id)).toMatchObject({
      isVerified: true,
      isDisabled: true,
      roles: ['admin'],
      scopes: ['s'],
    })
    expect(await users().setGrants(id, {})).toBe(true)
    expect(await users().setDisabled(id, false)).toBe(true)
    expect((await users().findById(id))?.isDisabled).toBe(false)
  })

  it('raises the session version by one each time, whoever asks at once', async () => {
    const id = (await users().create({ login: unusedName() }))?.id ?? ''
    const raised = await Promise.all(
      Array.from({ length: 10 }, async (_, at) =>
        (at % 2 === 0 ? open().one : open().other).users.raiseSessionVersion(id),
      ),
    )
    expect(raised.sort((one, other) => Number(one) - Number(other))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
}
