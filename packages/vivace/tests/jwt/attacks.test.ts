import { describe, expect, it } from 'vitest'
import { App, bearer, clock, singleton } from 'vivace'
import { type TokenAlgorithm, tokenVerifier, verifiedToken } from 'vivace/jwt'
import { fakeClock, testClient, type TestClient } from 'vivace/testing'
import { RecordingLogger } from '../fixtures/recording-logger.ts'
import { type Attack, attacksOn } from './attacks.ts'
import { goodClaims, goodHeader, now } from './good-token.ts'
import { newSigner, type Signer, token } from './signing.ts'

const algorithms: readonly TokenAlgorithm[] = ['ES256', 'EdDSA', 'RS256', 'PS256', 'HS256']

interface Guarded {
  readonly app: App
  readonly log: RecordingLogger
}

function guardedBy(signer: Signer): Guarded {
  const verifier = singleton({ clock }, ({ clock }) =>
    tokenVerifier({
      issuer: goodClaims.iss,
      audience: goodClaims.aud,
      algorithms: [signer.algorithm],
      key: { ...signer.jwk, kid: 'one' },
      clock,
    }),
  )
  const log = new RecordingLogger()
  const app = new App({ title: 'Guarded', version: '1', log })
  app.get('/', { inputs: { claims: verifiedToken(bearer(), verifier) } }, ({ claims }) => claims.sub)
  app.override(clock, () => fakeClock(now * 1_000))
  return { app, log }
}

async function letsIn(client: TestClient, { authorization }: Attack): Promise<boolean> {
  const answer = await client.get('/', { headers: { authorization } })
  if (answer.status === 200) return true
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer(?: error="invalid_token"|$)/)
  expect(answer.json()).toMatchObject({ code: expect.stringMatching(/^(invalid-token|not-authenticated)$/) })
  return false
}

const signers = algorithms.map(newSigner)
const attacks = signers.map((signer) => ({ signer, kinds: attacksOn(signer) }))
const total = attacks.flatMap(({ kinds }) => [...kinds.values()]).flat().length

describe(`a verified token, under ${total} attacks over HTTP`, () => {
  describe.each(attacks.map((attack) => [attack.signer.algorithm, attack] as const))(
    'with %s',
    (_name, attack) => {
      const { signer, kinds } = attack

      it.each(
        [...kinds]
          .filter(([, list]) => list.length > 0)
          .map(([kind, list]) => [list.length, kind, list] as const),
      )('refuses all %i of: %s', async (_count, _kind, list) => {
        const { app, log } = guardedBy(signer)
        await using client = await testClient(app)
        const accepted: string[] = []
        for (const tried of list) if (await letsIn(client, tried)) accepted.push(tried.name)
        expect(accepted).toEqual([])
        expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
      })

      it('lets every good token in', async () => {
        const { app } = guardedBy(signer)
        await using client = await testClient(app)
        const header = goodHeader(signer)
        const good = [
          token(header, goodClaims, signer),
          ...['at+JWT', 'AT+jwt', 'application/at+jwt'].map((typ) =>
            token({ ...header, typ }, goodClaims, signer),
          ),
          token({ alg: signer.algorithm, typ: 'at+jwt' }, goodClaims, signer),
          token({ ...header, 'x5t#S256': 'AAAA', cty: 'JWT' }, goodClaims, signer),
          ...[
            { aud: ['https://other.example', goodClaims.aud] },
            { nbf: now - 60 },
            { nbf: now + 30, iat: now + 30 },
            { exp: now - 29 },
            { exp: now + 0.5, iat: now - 0.5 },
            { exp: 253_402_300_799 },
            { pad: 'x'.repeat(4_000) },
            { sub: 'ñandú 😀' },
          ].map((claims) => token(header, { ...goodClaims, ...claims }, signer)),
        ]
        for (const authorization of good.map((one) => `Bearer ${one}`))
          expect((await client.get('/', { headers: { authorization } })).status).toBe(200)
      })
    },
  )
})
