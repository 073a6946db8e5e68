import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { Jwk } from 'vivace/jwt'
import type { KeyRing, SigningAlgorithm } from './key-ring.ts'

/** What a new key ring is made with. */
export interface NewKeyRingOptions {
  /** `EdDSA` if absent; `ES256` for verifiers that know no Ed25519. */
  readonly algorithm?: SigningAlgorithm
}

/**
 * Makes the keys of an app, with the one that signs next. Keep them where secrets are kept, and give them as AUTH_KEYS.
 *
 *     console.log(JSON.stringify(await newKeyRing()))
 */
export async function newKeyRing({ algorithm = 'EdDSA' }: NewKeyRingOptions = {}): Promise<KeyRing> {
  const [current, next] = await Promise.all([newSigningKey(algorithm), newSigningKey(algorithm)])
  return { current, next, secrets: [newSecret()] }
}

/** A private key whose id is its thumbprint (RFC 7638). */
export async function newSigningKey(algorithm: SigningAlgorithm): Promise<Jwk> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return { ...jwk, kty: algorithm === 'EdDSA' ? 'OKP' : 'EC', alg: algorithm, use: 'sig', kid }
}

/** 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
