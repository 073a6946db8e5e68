import { base64url, exportJWK, importPKCS8, importSPKI } from 'jose'
import { isJwk, type Jwk } from './json-web-key.ts'
import { optionFault } from './option-fault.ts'
import { isSymmetric, type TokenAlgorithm } from './token-algorithm.ts'

/**
 * A key as it is configured: JSON (RFC 7517), a text in PEM (`PUBLIC KEY` to verify, `PRIVATE KEY` to sign), or, for
 * `HS256` and its like, a secret: a text, or bytes.
 */
export type TokenKey = Jwk | string | Uint8Array

/** Brings a key to the one form that is judged and imported. Throws `DefinitionError`. */
export async function toJwk(
  key: TokenKey,
  algorithms: readonly TokenAlgorithm[],
  where: string,
): Promise<Jwk> {
  const isSecret = algorithms.some(isSymmetric)
  if (isSecret && typeof key === 'string') {
    // Whoever verifies with a public key as if it were a secret accepts what anybody signs with it.
    if (/-----BEGIN/.test(key))
      throw optionFault(
        where,
        'a key in PEM is given for an algorithm of secrets',
        'give a secret, or name its algorithm',
      )
    return { kty: 'oct', k: base64url.encode(key) }
  }
  if (key instanceof Uint8Array) {
    if (isSecret) return { kty: 'oct', k: base64url.encode(key) }
    throw optionFault(where, 'bytes are given for an algorithm of public keys', 'give the key as JSON or PEM')
  }
  if (typeof key === 'string') return fromPem(key.trim(), algorithms, where)
  if (isJwk(key)) return key
  throw optionFault(where, 'the key is none', 'give a JSON Web Key, a text in PEM or a secret')
}

async function fromPem(pem: string, algorithms: readonly TokenAlgorithm[], where: string): Promise<Jwk> {
  const read = pem.startsWith('-----BEGIN PRIVATE KEY-----') ? importPKCS8 : importSPKI
  for (const algorithm of algorithms) {
    try {
      return { ...(await exportJWK(await read(pem, algorithm, { extractable: true }))) } as Jwk // It has a kty.
    } catch {
      // Perhaps it is for the next algorithm.
    }
  }
  throw optionFault(
    where,
    `the key is no text in PEM that ${algorithms.join(' or ')} can use`,
    'give one that begins with -----BEGIN PUBLIC KEY----- (to sign: PRIVATE KEY), or a JSON Web Key',
  )
}
