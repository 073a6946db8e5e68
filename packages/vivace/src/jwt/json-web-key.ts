import { base64url, importJWK, type JWK } from 'jose'
import { isRoca } from './roca.ts'
import { type TokenAlgorithm, tokenAlgorithms } from './token-algorithm.ts'

/** A key as JSON (RFC 7517). */
export interface Jwk {
  readonly kty: string
  readonly alg?: string
  readonly kid?: string
  readonly use?: string
  readonly key_ops?: readonly string[]
  readonly [member: string]: unknown
}

/** Several keys as JSON (RFC 7517, section 5). */
export interface JwkSet {
  readonly keys: readonly Jwk[]
}

/** Whether a value has the shape of a key; what is in it is judged by `jwkFault`. */
export function isJwk(value: unknown): value is Jwk {
  if (typeof value !== 'object' || value === null || !('kty' in value)) return false
  const { kty, alg, kid, use, key_ops: operations } = value as Record<string, unknown> // It is an object.
  const texts = [alg, kid, use].every((member) => member === undefined || typeof member === 'string')
  return typeof kty === 'string' && texts && (operations === undefined || Array.isArray(operations))
}

/**
 * The one algorithm of a key: its own `alg`, or the only allowed one that fits its type. The token never chooses
 * (RFC 8725, section 3.1).
 *
 *     algorithmOf({ kty: 'EC', crv: 'P-256', … }, ['ES256', 'RS256'])   // 'ES256'
 *     algorithmOf({ kty: 'RSA', … }, ['RS256', 'PS256'])                // undefined
 */
export function algorithmOf(jwk: Jwk, allowed: readonly TokenAlgorithm[]): TokenAlgorithm | undefined {
  if (jwk.alg !== undefined) return allowed.find((algorithm) => algorithm === jwk.alg)
  const fitting = allowed.filter((algorithm) => {
    const facts = tokenAlgorithms.get(algorithm)
    return facts?.keyType === jwk.kty && (facts.curve === undefined || facts.curve === jwk['crv'])
  })
  return fitting.length === 1 ? fitting[0] : undefined
}

/** Whether a key is for what it is wanted for (RFC 7517, sections 4.2 and 4.3). */
export function isMeantFor(jwk: Jwk, operation: 'sign' | 'verify'): boolean {
  // A private key may say that it signs: what verifies is its public part.
  const operations = operation === 'verify' ? ['verify', 'sign'] : ['sign']
  return (
    (jwk.use === undefined || jwk.use === 'sig') &&
    (jwk.key_ops === undefined || jwk.key_ops.some((one) => operations.includes(one)))
  )
}

/** What is wrong with a key for an algorithm, to go after "the key"; `undefined` if nothing is. */
export function jwkFault(jwk: Jwk, algorithm: TokenAlgorithm): string | undefined {
  const facts = tokenAlgorithms.get(algorithm)
  if (facts?.keyType !== jwk.kty || (facts.curve !== undefined && facts.curve !== jwk['crv']))
    return `is not of the type that ${algorithm} needs`
  if (facts.keyType === 'RSA') return rsaFault(jwk)
  if (facts.keyType === 'oct') return secretFault(bytesOf(jwk['k']), algorithm, facts.size)
  const coordinates = facts.keyType === 'EC' ? [jwk['x'], jwk['y']] : [jwk['x']]
  return coordinates.every((coordinate) => bytesOf(coordinate)?.length === facts.size)
    ? undefined
    : 'is not a point of its curve'
}

/** The public part of a key; of a secret, which has none, the secret. */
export function publicPart(jwk: Jwk): Jwk {
  if (jwk.kty === 'oct') return jwk
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, oth: _oth, key_ops: _ops, ...rest } = jwk
  return rest
}

/** The key itself. Rejects where the platform cannot use it. */
export function importKey(jwk: Jwk, algorithm: TokenAlgorithm): Promise<CryptoKey | Uint8Array> {
  // jose's type has lists that can be written; it only reads them.
  return importJWK(jwk as JWK, algorithm)
}

function rsaFault(jwk: Jwk): string | undefined {
  const number = bytesOf(jwk['n'])
  const modulus = number?.subarray(number.findIndex((byte) => byte !== 0))
  const exponent = bytesOf(jwk['e'])
  if (modulus === undefined || exponent === undefined) return 'has no modulus or no exponent'
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24
  if (bits < 2048) return `has ${bits} bits, and RSA needs 2048`
  // Large numbers are a way to keep a server busy.
  if (bits > 8192 || exponent.length > 4) return 'is larger than any that is in use'
  if (isRoca(modulus)) return 'is of a chip whose keys can be factored (CVE-2017-15361)'
  const isOdd = (exponent.at(-1) ?? 0) % 2 === 1
  return !isOdd || (exponent.length === 1 && (exponent[0] ?? 0) < 3)
    ? 'has an exponent that is weak'
    : undefined
}

function secretFault(secret: Uint8Array | undefined, algorithm: string, size: number): string | undefined {
  if (secret === undefined) return 'is no secret'
  if (secret.length < size) return `has ${secret.length} bytes, and ${algorithm} needs ${size}`
  // 32 random bytes have some 30 different ones, written as hexadecimal digits some 14.
  return new Set(secret).size < 8 ? 'repeats itself' : undefined
}

/** The bytes of a member that is written in base64url. */
function bytesOf(member: unknown): Uint8Array | undefined {
  if (typeof member !== 'string' || !/^[A-Za-z0-9_-]+$/.test(member)) return undefined
  try {
    return base64url.decode(member)
  } catch {
    return undefined
  }
}
