import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { AccessTokens, AuthKeys, type KeyRing, newKeyRing, openKeys, rotateKeys } from '@vivace/auth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'

const ring = await newKeyRing()
const grant = { userId: 'u', sessionId: 's', clientId: 'web', sessionVersion: 0, scopes: [], roles: [] }
const issued = { issuer: 'https://id.example', audience: 'https://shop.example' }

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vivace-keys-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

describe('openKeys()', () => {
  it('takes a key ring, or its JSON, or that of AUTH_KEYS', async () => {
    const text = JSON.stringify(ring)
    const environment = { NODE_ENV: 'production', AUTH_KEYS: text }
    for (const options of [{ keys: ring }, { keys: text }, { environment }])
      expect((await openKeys(options)).jwks(0)).toEqual((await AuthKeys.of(ring)).jwks(0))
  })

  it('does not start without keys in production, and says how to make them', async () => {
    const opening = openKeys({ environment: { NODE_ENV: 'production' }, directory })
    await expect(opening).rejects.toMatchObject({
      code: 'AUTH_KEYS_INVALID',
      message: expect.stringContaining('newKeyRing'),
    })
  })

  it('makes keys in development, and finds them again, also when several begin at once', async () => {
    const environment = { NODE_ENV: 'development' }
    const opened = await Promise.all(
      Array.from({ length: 8 }, async () => openKeys({ environment, directory: join(directory, '.vivace') })),
    )
    const later = await openKeys({ environment, directory: join(directory, '.vivace') })
    expect(new Set([...opened, later].map((keys) => JSON.stringify(keys.jwks(0)))).size).toBe(1)
    expect(new Set([...opened, later].map((keys) => keys.derived('x').join())).size).toBe(1)
    const path = join(directory, '.vivace', 'auth-keys.json')
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readFile(join(directory, '.vivace', '.gitignore'), 'utf8')).toBe('*\n')
  })

  it('does not replace kept keys that it cannot read', async () => {
    await writeFile(join(directory, 'auth-keys.json'), '{ "current":')
    await expect(openKeys({ environment: {}, directory })).rejects.toMatchObject({
      code: 'AUTH_KEYS_INVALID',
    })
    expect(await readFile(join(directory, 'auth-keys.json'), 'utf8')).toBe('{ "current":')
  })
})

describe('T36: a key ring is refused', () => {
  const secret = ring.secrets[0] ?? ''
  const { d, ...publicOnly }: KeyRing['current'] & { readonly d?: unknown } = ring.current
  const foreign = (ring.next ?? ring.current)['d']
  const { kid: _kid, ...nameless } = ring.current
  const rings: Readonly<Record<string, unknown>> = {
    'that is no JSON': 'secret-canary',
    'that is a list': [],
    'that is null': null,
    'without a key': { secrets: [secret] },
    'without secrets': { current: ring.current },
    'with no secret': { ...ring, secrets: [] },
    'with a short secret': { ...ring, secrets: [Buffer.alloc(31, 'canary-and-more').toString('base64url')] },
    'with a secret that repeats itself': {
      ...ring,
      secrets: [Buffer.alloc(32, 'canary').toString('base64url')],
    },
    'with a secret that is not base64url': { ...ring, secrets: [`${secret}!`] },
    'with one secret twice': { ...ring, secrets: [secret, secret] },
    'with a public key to sign': { ...ring, current: publicOnly },
    'with two halves of different keys': { ...ring, current: { ...publicOnly, d: foreign } },
    'with a key without an id': { ...ring, current: nameless },
    'with two keys of one id': { ...ring, next: { ...ring.next, kid: ring.current.kid } },
    'with a key of another curve': { ...ring, current: { ...ring.current, crv: 'Ed448' } },
    'with an RSA key': { ...ring, current: { kty: 'RSA', kid: 'r', n: 'AQAB', e: 'AQAB', d: 'AQAB' } },
    'with a secret for a key': { ...ring, current: { kty: 'oct', kid: 'o', k: secret } },
    'with a retired key without an end': { ...ring, retired: [{ key: publicOnly }] },
    'with retired keys that are no list': { ...ring, retired: {} },
  }

  it.each(Object.keys(rings))('%s, and nothing of it is repeated', async (name) => {
    const refused = await AuthKeys.of(rings[name]).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'AUTH_KEYS_INVALID' })
    const told = inspect(refused)
    for (const canary of ['canary', secret, String(d), String(foreign)]) expect(told).not.toContain(canary)
  })
})

describe('keys', () => {
  it('publish their public parts alone, and show nothing of the rest', async () => {
    for (const algorithm of ['EdDSA', 'ES256'] as const) {
      const made = await newKeyRing({ algorithm })
      const keys = await AuthKeys.of(await rotateKeys(made))
      const published = JSON.stringify(keys.jwks(Date.now()))
      expect(keys.jwks(Date.now()).keys).toHaveLength(3)
      for (const text of [published, JSON.stringify(keys), inspect(keys, { depth: 9 })])
        for (const hidden of [made.current['d'], made.next?.['d'], made.secrets[0]])
          expect(text).not.toContain(String(hidden))
    }
  })

  it('derive another key for each purpose', async () => {
    const keys = await AuthKeys.of(ring)
    expect(keys.derived('one')).toEqual(keys.derived('one'))
    expect(keys.derived('one')).not.toEqual(keys.derived('other'))
  })
})

describe('rotateKeys()', () => {
  it('T27: refuses no token, while one instance has the old ring and another the new one', async () => {
    const clock = fakeClock('2026-01-01')
    const open = async (keys: KeyRing): Promise<AccessTokens> =>
      AccessTokens.open({ ...issued, keys: await AuthKeys.of(keys), clock })
    let before = ring
    for (let rotation = 0; rotation < 5; rotation++) {
      const after = await rotateKeys(before, { overlap: '15m', now: clock.now() })
      const [old, fresh] = [await open(before), await open(after)]
      const tokens = [(await old.issue(grant)).token, (await fresh.issue(grant)).token]
      for (const token of tokens)
        for (const instance of [old, fresh]) expect(await instance.verify(token)).toMatchObject({ sub: 'u' })
      expect(new Set([before.current.kid, after.current.kid, after.next?.kid]).size).toBe(3)
      await clock.advance('5m')
      before = after
    }
  })

  it('forgets a retired key when its last token is over, also in an instance that runs on', async () => {
    const clock = fakeClock('2026-01-01')
    const after = await rotateKeys(ring, { overlap: '15m', now: clock.now() })
    const keys = await AuthKeys.of(after)
    const old = await AccessTokens.open({ ...issued, keys: await AuthKeys.of(ring), clock, lifetime: '1h' })
    const fresh = await AccessTokens.open({ ...issued, keys, clock })
    const { token } = await old.issue(grant)
    await clock.advance('14m')
    expect(await fresh.verify(token)).toMatchObject({ sub: 'u' })
    expect(keys.jwks(clock.now()).keys).toHaveLength(3)
    await clock.advance('1m')
    expect(keys.jwks(clock.now()).keys).toHaveLength(2)
    await expect(fresh.verify(token)).rejects.toMatchObject({ status: 401 })
    const again = await rotateKeys(after, { now: clock.now() })
    expect(again.retired?.map(({ key }) => key.kid)).toEqual([after.current.kid])
  })

  it('changes from one algorithm to the other without an outage', async () => {
    const clock = fakeClock('2026-01-01')
    const other = await newKeyRing({ algorithm: 'ES256' })
    const published = { ...ring, next: other.current }
    const after = await rotateKeys(published, { now: clock.now() })
    const open = async (keys: KeyRing): Promise<AccessTokens> =>
      AccessTokens.open({ ...issued, keys: await AuthKeys.of(keys), clock })
    const [old, fresh] = [await open(published), await open(after)]
    for (const { token } of [await old.issue(grant), await fresh.issue(grant)])
      for (const instance of [old, fresh]) expect(await instance.verify(token)).toMatchObject({ sub: 'u' })
  })
})
