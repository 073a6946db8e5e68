import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { App, bearer, silentLogger, singleton } from 'vivace'
import {
  type TokenSignerOptions,
  tokenSigner,
  tokenVerifier,
  type TokenVerifierOptions,
  verifiedToken,
} from 'vivace/jwt'
import { fakeClock, testClient } from 'vivace/testing'
import { now } from './good-token.ts'
import { newSigner } from './signing.ts'

const es256 = newSigner('ES256').jwk
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
const secret = 'Zq3tV8yX1cN5mK7pL0wR4sD6fG9hJ2bA'
const right = {
  issuer: 'https://id.example',
  audience: 'https://shop.example',
  algorithms: ['ES256'],
  key: es256,
} satisfies TokenVerifierOptions

/** What is changed, and what is said of it. Values are what JavaScript and settings can give, whatever the types say. */
const mistakes: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  ['no algorithm', { algorithms: [] }, /no algorithm is named/],
  ['algorithms left out', { algorithms: undefined }, /no algorithm is named/],
  ['none', { algorithms: ['none'] }, /"none" is not an algorithm that proves who signed/],
  ['none beside another', { algorithms: ['ES256', 'none'] }, /"none" is not an algorithm/],
  ['an algorithm of encryption', { algorithms: ['RSA-OAEP'] }, /"RSA-OAEP" is not an algorithm/],
  ['a name of every object', { algorithms: ['constructor'] }, /"constructor" is not an algorithm/],
  ['secrets beside public keys', { algorithms: ['HS256', 'ES256'] }, /are mixed/],
  ['no issuer', { issuer: '' }, /the issuer is missing or empty/],
  ['an issuer left out', { issuer: undefined }, /the issuer is missing or empty/],
  ['no issuers', { issuer: [] }, /the issuer is missing or empty/],
  ['an empty audience', { audience: '' }, /the audience is missing or empty/],
  ['an empty audience among others', { audience: ['a', ''] }, /the audience is missing or empty/],
  ['no audience', { audience: undefined }, /the audience is missing or empty/],
  ['an empty type', { type: '' }, /the type is empty/],
  ['a leeway of an hour', { leeway: '1h' }, /more than 5 minutes/],
  ['no key', { key: undefined }, /has none or both/],
  ['key and jwks', { jwks: { keys: [es256] } }, /has none or both/],
  ['a key that is none', { key: {} }, /the key is none/],
  ['a key of another type', { key: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }, /fits none/],
  ['a key of another curve', { key: newSigner('ES384').jwk }, /fits none/],
  ['a key for another algorithm', { algorithms: ['PS256'], key: newSigner('RS256').jwk }, /fits none/],
  [
    'a key that is for two',
    { algorithms: ['RS256', 'PS256'], key: { ...newSigner('RS256').jwk, alg: undefined } },
    /or several/,
  ],
  ['RSA of 1024 bits', { algorithms: ['RS256'], key: weakRsa }, /has 1024 bits, and RSA needs 2048/],
  [
    'an exponent of 1',
    { algorithms: ['RS256'], key: { ...newSigner('RS256').jwk, e: 'AQ' } },
    /exponent that is weak/,
  ],
  [
    'an exponent that is even',
    { algorithms: ['RS256'], key: { ...newSigner('RS256').jwk, e: 'AQAA' } },
    /exponent that is weak/,
  ],
  [
    'a huge modulus',
    { algorithms: ['RS256'], key: { kty: 'RSA', e: 'AQAB', n: '_'.repeat(4_000) } },
    /larger than any/,
  ],
  ['a point that is short', { key: { ...es256, x: 'AAAA' } }, /not a point of its curve/],
  ['a point off its curve', { key: { ...es256, x: 'A'.repeat(43) } }, /not one that ES256 can use/],
  ['a key to encrypt with', { key: { ...es256, use: 'enc' } }, /not meant for signatures/],
  ['a key for other operations', { key: { ...es256, key_ops: ['deriveKey'] } }, /not meant for signatures/],
  ['a short secret', { algorithms: ['HS256'], key: secret.slice(1) }, /has 31 bytes, and HS256 needs 32/],
  [
    'a secret too short for HS512',
    { algorithms: ['HS512'], key: secret },
    /has 32 bytes, and HS512 needs 64/,
  ],
  ['a secret that repeats itself', { algorithms: ['HS256'], key: 'abc'.repeat(20) }, /repeats itself/],
  ['an empty secret', { algorithms: ['HS256'], key: '' }, /is no secret/],
  ['bytes of zeros', { algorithms: ['HS256'], key: new Uint8Array(32) }, /repeats itself/],
  ['PEM for a secret', { algorithms: ['HS256'], key: pem() }, /in PEM is given for an algorithm of secrets/],
  ['indented PEM for a secret', { algorithms: ['HS256'], key: ` \n${pem()}` }, /in PEM is given/],
  ['bytes for a public key', { key: new Uint8Array(32) }, /bytes are given/],
  ['text that is no PEM', { key: 'a secret' }, /no text in PEM that ES256 can use/],
  ['PEM of another algorithm', { key: pem() }, /no text in PEM that ES256 can use/],
  ['an empty set', { key: undefined, jwks: { keys: [] } }, /there is no key/],
  [
    'a set without a key for it',
    { key: undefined, jwks: { keys: [newSigner('RS256').jwk, newSigner('ES384').jwk] } },
    /there is no key/,
  ],
  [
    'two keys of one id',
    {
      key: undefined,
      jwks: {
        keys: [
          { ...es256, kid: 'a' },
          { ...newSigner('ES256').jwk, kid: 'a' },
        ],
      },
    },
    /two keys have one id/,
  ],
  ['a set with what is no key', { key: undefined, jwks: { keys: [null] } }, /one of the keys is none/],
  ['no address', { key: undefined, jwks: 'jwks.json' }, /is no URL/],
  ['an address without TLS', { key: undefined, jwks: 'http://id.example/jwks.json' }, /is not https/],
  ['an address of a file', { key: undefined, jwks: 'file:///jwks.json' }, /is not https/],
  [
    'an address with a password',
    { key: undefined, jwks: 'https://a:b@id.example/jwks.json' },
    /holds credentials/,
  ],
  [
    'an address for secrets',
    { algorithms: ['HS256'], key: undefined, jwks: 'https://id.example/jwks.json' },
    /everybody can fetch/,
  ],
]

function pem(): string {
  return rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString()
}

describe(`a token verifier, with ${mistakes.length} mistakes in its options`, () => {
  it.each(mistakes)('does not let the app start with %s, and repeats no key', async (_name, change, says) => {
    const options = { ...right, ...change } as TokenVerifierOptions // JavaScript has no types.
    const verifier = singleton({}, () => tokenVerifier(options))
    const app = new App({ title: 'Wrong', version: '1' })
    app.get('/', { inputs: { claims: verifiedToken(bearer(), verifier) } }, () => 'in')
    const error: unknown = await app.start().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'DefinitionError',
      code: 'TOKEN_OPTION_INVALID',
      where: 'tokenVerifier()',
    })
    expect(String(error)).toMatch(says)
    const { key } = change
    if (typeof key === 'string' && key.length > 8)
      expect(String(error)).not.toContain(key.trim().slice(0, 30))
  })

  it('is made where there is none', async () => {
    await tokenVerifier(right)
    const { key: _key, ...rest } = right
    await tokenVerifier({ ...rest, jwks: new URL('https://id.example/jwks.json') })
    await tokenVerifier({ ...right, algorithms: ['RS256'], key: ` ${pem()}` })
  })
})

describe('tokenSigner()', () => {
  const own = { issuer: right.issuer, audience: right.audience, clock: fakeClock(now * 1_000) }
  const privatePem = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const edwards = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })

  it.each([
    ['HS256', secret, secret],
    ['HS512', Buffer.from(secret.repeat(2)), secret.repeat(2)],
    ['RS256', privatePem, pem()],
    ['PS256', privatePem, pem()],
    ['EdDSA', { ...edwards, kid: 'now' }, { ...edwards, kid: 'now' }],
    ['Ed25519', edwards, { ...edwards, d: undefined }],
    ['ES256', elliptic, elliptic],
  ] as const)('makes tokens of %s that a verifier takes', async (algorithm, key, verifyingKey) => {
    const signer = await tokenSigner({ ...own, algorithm, key } as TokenSignerOptions) // A JsonWebKey has its kty.
    const verifier = await tokenVerifier({
      ...own,
      algorithms: [algorithm],
      key: verifyingKey,
    } as TokenVerifierOptions)
    const signed = await signer.sign({ sub: 'ana', scope: 'me', tenant: 7 })
    expect(await verifier.verify(signed)).toEqual({
      iss: own.issuer,
      aud: own.audience,
      sub: 'ana',
      scope: 'me',
      tenant: 7,
      iat: now,
      exp: now + 600,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('lets no claim of its user take the place of its own', async () => {
    const signer = await tokenSigner({ ...own, algorithm: 'HS256', key: secret, lifetime: '1h' })
    expect(signer.expiresIn).toBe(3_600)
    const signed = await signer.sign({ sub: 'ana', iss: 'x', aud: 'x', exp: 9e9, iat: 1, jti: 'x' })
    const [, payload = ''] = signed.split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(claims).toMatchObject({ iss: own.issuer, aud: own.audience, iat: now, exp: now + 3_600 })
    expect(claims).not.toMatchObject({ jti: 'x' })
  })

  it.each([
    ['a short secret', { algorithm: 'HS256', key: 'short' }, /has 5 bytes/],
    ['none', { algorithm: 'none', key: secret }, /"none" is not an algorithm/],
    ['a public key', { algorithm: 'ES256', key: es256 }, /the key is public/],
    ['a public key in PEM', { algorithm: 'RS256', key: pem() }, /the key is public/],
    ['a key for another algorithm', { algorithm: 'ES256', key: edwards }, /not one for ES256/],
    [
      'a key that only verifies',
      { algorithm: 'ES256', key: { ...elliptic, key_ops: ['verify'] } },
      /not meant to sign/,
    ],
    ['no audience', { algorithm: 'HS256', key: secret, audience: '' }, /the audience is missing/],
    ['no lifetime', { algorithm: 'HS256', key: secret, lifetime: '0s' }, /less than a second/],
  ])('is not made with %s', async (_name, change, says) => {
    const options = { ...own, ...change } as TokenSignerOptions // JavaScript has no types.
    await expect(tokenSigner(options)).rejects.toThrow(says)
  })
})

describe('a token that was signed', () => {
  it('is good until its time and the leeway are over', async () => {
    const time = fakeClock(now * 1_000)
    const options = { issuer: 'a', audience: 'b', clock: time }
    const signer = await tokenSigner({ ...options, algorithm: 'HS256', key: secret })
    const verifier = singleton({}, () => tokenVerifier({ ...options, algorithms: ['HS256'], key: secret }))
    const app = new App({ title: 'Time', version: '1', log: silentLogger })
    app.get('/', { inputs: { claims: verifiedToken(bearer(), verifier) } }, ({ claims }) => claims.sub)
    await using client = await testClient(app)
    const headers = { authorization: `Bearer ${await signer.sign({ sub: 'ana' })}` }
    await time.advance('629s')
    expect((await client.get('/', { headers })).status).toBe(200)
    await time.advance('1s')
    const answer = await client.get('/', { headers })
    expect([answer.status, answer.json()]).toMatchObject([
      401,
      { code: 'invalid-token', detail: 'The token is over.' },
    ])
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="invalid_token", error_description="The access token expired"',
    )
  })
})
