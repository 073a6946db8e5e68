import {
  constants,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  type KeyPairKeyObjectResult,
  sign,
} from 'node:crypto'
import type { Jwk, TokenAlgorithm } from '../../src/jwt/index.ts'

/** What one algorithm signs with in these tests, without the library that verifies. */
export interface Signer {
  readonly algorithm: TokenAlgorithm
  /** The public key, or the secret. */
  readonly jwk: Jwk
  readonly publicKey: KeyObject | undefined
  /** The bytes of a signature. */
  sign(text: string): Buffer
}

/** One level of a token: an object, or the text of one that no `JSON.stringify` writes. */
export type Part = Readonly<Record<string, unknown>> | string | Buffer

const encode = (part: Part): string =>
  Buffer.from(typeof part === 'object' && !Buffer.isBuffer(part) ? JSON.stringify(part) : part).toString(
    'base64url',
  )

/** The text that is signed: header and payload. */
export function signedText(header: Part, payload: Part): string {
  return `${encode(header)}.${encode(payload)}`
}

/** A token in compact form. */
export function token(header: Part, payload: Part, signer: Pick<Signer, 'sign'>): string {
  const text = signedText(header, payload)
  return `${text}.${signer.sign(text).toString('base64url')}`
}

/** A signer of HMAC with some bytes for a secret. */
export function hmac(algorithm: TokenAlgorithm, secret: string | Buffer): Signer {
  return {
    algorithm,
    jwk: { kty: 'oct', alg: algorithm, k: Buffer.from(secret).toString('base64url') },
    publicKey: undefined,
    sign: (text) =>
      createHmac(`sha${algorithm.slice(2)}`, secret)
        .update(text)
        .digest(),
  }
}

function pair(
  algorithm: TokenAlgorithm,
  { publicKey, privateKey }: KeyPairKeyObjectResult,
  options: object,
): Signer {
  const digest = /^Ed/.test(algorithm) ? null : `sha${algorithm.slice(2)}`
  return {
    algorithm,
    jwk: { ...publicKey.export({ format: 'jwk' }), alg: algorithm } as Jwk, // It has a kty.
    publicKey,
    sign: (text) => sign(digest, Buffer.from(text), { key: privateKey, ...options }),
  }
}

/** A new key of an algorithm. */
export function newSigner(algorithm: TokenAlgorithm): Signer {
  if (algorithm.startsWith('HS')) return hmac(algorithm, 'k7Jx0pVnQ3rT9sYb2LwEzH5cUfAmD8gR' + 'x'.repeat(32))
  if (algorithm.startsWith('Ed')) return pair(algorithm, generateKeyPairSync('ed25519'), {})
  if (algorithm.startsWith('ES')) {
    const namedCurve = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }[algorithm as 'ES256'] // One of these.
    return pair(algorithm, generateKeyPairSync('ec', { namedCurve }), { dsaEncoding: 'ieee-p1363' })
  }
  const padding = algorithm.startsWith('PS') ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING
  const options = { padding, ...(algorithm.startsWith('PS') ? { saltLength: 'digest' as const } : {}) }
  const saltLength = Number(algorithm.slice(2)) / 8
  return pair(algorithm, generateKeyPairSync('rsa', { modulusLength: 2048 }), {
    ...options,
    ...('saltLength' in options ? { saltLength } : {}),
  })
}

/** Another way to sign with the same RSA key, as an attacker with a signing oracle has it. */
export function derSignature(raw: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => {
    const positive = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
    return Buffer.concat([Buffer.from([2, positive.length]), positive])
  }
  const body = Buffer.concat([
    integer(raw.subarray(0, raw.length / 2)),
    integer(raw.subarray(raw.length / 2)),
  ])
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}
