import { createPrivateKey } from 'node:crypto'
import { AccessTokens, AuthKeys, newKeyRing } from '@vivace/auth'
import { App, bearer, clock, silentLogger, singleton } from 'vivace'
import { verifiedToken } from 'vivace/jwt'
import { type FakeClock, fakeClock, testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { forgedTokens } from './forged-tokens.ts'

const start = '2026-01-01T00:00:00Z'
const ring = await newKeyRing()
const keys = await AuthKeys.of(ring)
const issued = { issuer: 'https://id.example', audience: 'https://shop.example' }
const grant = {
  userId: 'ana',
  sessionId: 's-1',
  clientId: 'web',
  sessionVersion: 3,
  scopes: ['items:read', 'items:write'],
  roles: ['editor'],
}

function guarded(time: FakeClock): App {
  const verifier = singleton({ clock }, ({ clock }) => AccessTokens.open({ ...issued, keys, clock }))
  const app = new App({ title: 'Guarded', version: '1', log: silentLogger })
  app.get('/', { inputs: { claims: verifiedToken(bearer(), verifier) } }, ({ claims }) => claims.sub)
  app.override(clock, () => time)
  return app
}

const decoded = (part = ''): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())

describe('an access token', () => {
  it('is one of RFC 9068: its type, who it is for, of which session, and what it grants', async () => {
    const tokens = await AccessTokens.open({ ...issued, keys, clock: fakeClock(start) })
    const { token, expiresIn } = await tokens.issue(grant)
    const [head, body] = token.split('.')
    const iat = Date.parse(start) / 1_000
    expect(decoded(head)).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: ring.current.kid })
    expect(decoded(body)).toEqual({
      iss: 'https://id.example',
      aud: 'https://shop.example',
      sub: 'ana',
      sid: 's-1',
      client_id: 'web',
      session_version: 3,
      scope: 'items:read items:write',
      roles: ['editor'],
      iat,
      exp: iat + 900,
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
    })
    expect(expiresIn).toBe(900)
  })

  it('is good for 15 minutes, and 30 seconds for clocks that differ', async () => {
    const time = fakeClock(start)
    const tokens = await AccessTokens.open({ ...issued, keys, clock: time })
    const { token } = await tokens.issue(grant)
    await time.advance(929_000)
    expect(await tokens.verify(token)).toMatchObject({ sub: 'ana', roles: ['editor'] })
    await time.advance('1s')
    await expect(tokens.verify(token)).rejects.toMatchObject({ status: 401, code: 'invalid-token' })
  })

  it('never lives longer than an hour', async () => {
    const opening = AccessTokens.open({ ...issued, keys, clock: fakeClock(start), lifetime: '61m' })
    await expect(opening).rejects.toMatchObject({ code: 'AUTH_OPTION_INVALID' })
  })

  it('is not made where nobody would accept it: with more than 8 KB of grants', async () => {
    const tokens = await AccessTokens.open({ ...issued, keys, clock: fakeClock(start) })
    const scopes = Array.from({ length: 1_000 }, (_, at) => `scope:${at}`)
    await expect(tokens.issue({ ...grant, scopes })).rejects.toThrow('fewer roles and scopes')
  })
})

describe('T26: an access token', () => {
  it('cannot be forged or bent: each attempt is a 401, over HTTP', async () => {
    const time = fakeClock(start)
    const tokens = await AccessTokens.open({ ...issued, keys, clock: time })
    const { token: good } = await tokens.issue(grant)
    const forgeries = forgedTokens({
      good,
      now: Date.parse(start) / 1_000,
      privateKey: createPrivateKey({ key: { ...ring.current }, format: 'jwk' }),
      publicJwk: keys.jwks(0).keys[0] ?? ring.current,
    })
    expect(forgeries.length).toBeGreaterThanOrEqual(300)
    await using client = await testClient(guarded(time))
    const wrong: string[] = []
    for (const { name, authorization } of forgeries) {
      const answer = await client.get('/', { headers: { authorization } })
      if (answer.status !== 401 || answer.headers.get('www-authenticate') === null)
        wrong.push(`${answer.status}: ${name}`)
    }
    expect(wrong).toEqual([])
    const answer = await client.get('/', { headers: { authorization: `Bearer ${good}` } })
    expect(answer.json()).toBe('ana')
  })
})
