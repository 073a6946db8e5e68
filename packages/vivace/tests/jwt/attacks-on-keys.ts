import { createPublicKey } from 'node:crypto'
import type { TokenAlgorithm } from '../../src/jwt/index.ts'
import { goodClaims, goodHeader, type Kind, show } from './good-token.ts'
import { hmac, newSigner, type Signer, signedText, token } from './signing.ts'

const without = (signature: string): Pick<Signer, 'sign'> => ({
  sign: () => Buffer.from(signature, 'base64url'),
})

/** Without a signature, and with one that nobody asks for: `alg` in every spelling of none. */
export function* unsigned(signer: Signer): ReturnType<Kind> {
  const spellings = [
    'none',
    'None',
    'NONE',
    'nOnE',
    ' none',
    'none ',
    '\tnone',
    '',
    'null',
    null,
    0,
    [],
    ['none'],
    {},
  ]
  for (const alg of [...spellings, undefined, 'HS0', 'constructor', '__proto__', 'toString']) {
    const header = { ...goodHeader(signer), alg }
    const text = signedText(header, { ...goodClaims, sub: 'admin' })
    yield [`alg ${show(alg)} without a signature`, `${text}.`]
    yield [`alg ${show(alg)} with some signature`, `${text}.AAAA`]
    yield [`alg ${show(alg)}, signed with the right key`, token(header, goodClaims, signer)]
  }
}

/** The public key, as it can be written, for the secret of HMAC. */
export function* confused(signer: Signer): ReturnType<Kind> {
  const key = signer.publicKey
  if (key === undefined) return
  const pem = key.export({ format: 'pem', type: 'spki' }).toString()
  const der = key.export({ format: 'der', type: 'spki' })
  const member = signer.jwk['n'] ?? signer.jwk['x']
  const writings: readonly (string | Buffer)[] = [
    ...[pem, pem.trim(), ` ${pem}`, `\n${pem}`, `\t${pem}`, `\ufeff${pem}`, `\v${pem}`, `${pem}\n`],
    ...[pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', ''), pem.split('\n').slice(1, -2).join('')],
    ...[
      der,
      der.toString('base64'),
      der.toString('hex'),
      JSON.stringify(signer.jwk),
      Buffer.from(String(member), 'base64url'),
    ],
    ...[String(member), '', 'secret', 'undefined', 'null', '[object Object]', '[object CryptoKey]'],
    ...(key.asymmetricKeyType === 'rsa'
      ? [createPublicKey(pem).export({ format: 'pem', type: 'pkcs1' }).toString()]
      : []),
  ]
  for (const [at, secret] of writings.entries())
    for (const algorithm of ['HS256', 'HS384', 'HS512'] as const) {
      const forged = hmac(algorithm, secret)
      yield [
        `${algorithm} with writing ${at} of the public key`,
        token(goodHeader(forged), goodClaims, forged),
      ]
      const kept = { ...goodHeader(forged), alg: signer.algorithm }
      yield [`${algorithm} with writing ${at}, called ${signer.algorithm}`, token(kept, goodClaims, forged)]
    }
}

/** A key that the token brings along, or points to. */
export function* injected(signer: Signer): ReturnType<Kind> {
  const own = newSigner(signer.algorithm)
  const ids = [
    ...[
      'two',
      '',
      '../../../../dev/null',
      '/dev/null',
      "one' OR '1'='1",
      'one;',
      'one\0',
      '__proto__',
      'constructor',
    ],
    ...[
      'https://evil.example/key',
      '0',
      'ONE',
      'one ',
      'x'.repeat(257),
      1,
      null,
      true,
      ['one'],
      { kid: 'one' },
    ],
  ]
  const members: readonly Readonly<Record<string, unknown>>[] = [
    { jwk: own.jwk },
    { jwk: { ...own.jwk, kid: 'one' } },
    { jku: 'https://evil.example/jwks.json' },
    { jku: 'https://id.example/.well-known/jwks.json@evil.example' },
    { x5u: 'https://evil.example/cert.pem' },
    { x5c: ['MIIB'] },
    { x5c: [], 'x5t#S256': 'AAAA' },
    ...ids.map((kid) => ({ kid })),
  ]
  for (const member of members) {
    const header = { ...goodHeader(signer), ...member }
    yield [`${show(member)}, signed with a key of the attacker`, token(header, goodClaims, own)]
    // A key id that is none, or of another key, is refused whoever has signed.
    yield [`${show(member)}, signed with the right key`, token(header, goodClaims, signer)]
  }
  for (const secret of ['', '\0', 'one']) {
    const forged = hmac('HS256', secret)
    yield [
      `the secret ${show(secret)}`,
      token({ ...goodHeader(forged), kid: '/dev/null' }, goodClaims, forged),
    ]
  }
}

/** Signed by somebody else, or in another way with the same key. */
export function* foreign(signer: Signer): ReturnType<Kind> {
  const algorithms: readonly TokenAlgorithm[] = [
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'RS256',
    'RS384',
    'PS256',
    'HS256',
  ]
  for (const algorithm of algorithms) {
    const other = algorithm.startsWith('HS')
      ? hmac(algorithm, 'another secret that is long enough')
      : newSigner(algorithm)
    yield [`signed by a key for ${algorithm} of the attacker`, token(goodHeader(other), goodClaims, other)]
    yield [`the same, without a key id`, token({ ...goodHeader(other), kid: undefined }, goodClaims, other)]
    const renamed = { ...goodHeader(signer), alg: algorithm }
    if (algorithm !== signer.algorithm)
      yield [`signed with the right key, called ${algorithm}`, token(renamed, goodClaims, signer)]
  }
  yield [
    'the signature of another text',
    `${signedText(goodHeader(signer), goodClaims)}.${signer.sign('x').toString('base64url')}`,
  ]
  yield ['a signature of nothing', token(goodHeader(signer), goodClaims, without(''))]
}
