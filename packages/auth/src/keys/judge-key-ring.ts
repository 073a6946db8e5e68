import { DefinitionError } from 'vivace'
import { type Jwk, tokenSigner, tokenVerifier } from 'vivace/jwt'
import type { KeyRing, RetiredKey, SigningAlgorithm } from './key-ring.ts'
import { keysFault } from './keys-fault.ts'
import { publicPart } from './public-part.ts'

/** The algorithm of a key. Throws `DefinitionError` AUTH_KEYS_INVALID for one of another. */
export function algorithmOf({ kty, crv }: Jwk & { readonly crv?: unknown }): SigningAlgorithm {
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA'
  if (kty === 'EC' && crv === 'P-256') return 'ES256'
  throw keysFault('a key is neither for EdDSA (Ed25519) nor for ES256')
}

/**
 * The key ring in what was configured: the object, or its JSON.
 *
 * Rejects with `DefinitionError` AUTH_KEYS_INVALID: for keys that are missing, weak, of another algorithm, without an id.
 */
export async function judgeKeyRing(given: unknown): Promise<KeyRing> {
  const { current, next, retired, secrets } = members(typeof given === 'string' ? parsed(given) : given)
  const ring: KeyRing = {
    current: jwk(current, 'current'),
    ...(next === undefined ? {} : { next: jwk(next, 'next') }),
    retired: list(retired ?? [], 'retired').map(retiredKey),
    secrets: list(secrets, 'secrets').map(secret),
  }
  if (ring.secrets.length === 0) throw keysFault('there is no secret for refresh tokens')
  if (new Set(ring.secrets).size < ring.secrets.length) throw keysFault('two secrets are the same')
  for (const key of [ring.current, ...(ring.next === undefined ? [] : [ring.next])]) await judgeSigning(key)
  await judgePublic(ring)
  return ring
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw keysFault('they are not JSON', 'give what JSON.stringify(await newKeyRing()) gave')
  }
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>> // It is an object.
  throw keysFault('they are no key ring', 'give what JSON.stringify(await newKeyRing()) gave')
}

function jwk(value: unknown, name: string): Jwk {
  const found = members(value)
  const { kty, kid } = found
  if (typeof kty !== 'string' || typeof kid !== 'string' || kid === '')
    throw keysFault(`the key '${name}' has no type or no id`)
  return { ...found, kty, kid }
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw keysFault(`'${name}' is no list`)
}

function retiredKey(value: unknown): RetiredKey {
  const { key, until } = members(value)
  if (typeof until !== 'number' || !Number.isFinite(until)) throw keysFault('a retired key has no end')
  return { key: publicPart(jwk(key, 'retired')), until }
}

function secret(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text || bytes.length < 32)
    throw keysFault('a secret is not 32 bytes or more in base64url')
  // 32 random bytes have some 30 different ones.
  if (new Set(bytes).size < 16) throw keysFault('a secret repeats itself')
  return text
}

const rules = { issuer: 'https://judge.invalid', audience: 'https://judge.invalid' }

async function judgeSigning(key: Jwk): Promise<void> {
  const algorithm = algorithmOf(key)
  const jwks = { keys: [publicPart(key)] }
  await judged(async () => {
    const signer = await tokenSigner({ ...rules, algorithm, key })
    const verifier = await tokenVerifier({ ...rules, algorithms: [algorithm], jwks })
    // A private part that is not that of its public one would sign what nobody accepts.
    await verifier.verify(await signer.sign({ sub: 'judge' })).catch(() => {
      throw keysFault('the two parts of a key are not of one key')
    })
  })
}

async function judgePublic({ current, next, retired = [] }: KeyRing): Promise<void> {
  const all = [current, ...(next === undefined ? [] : [next]), ...retired.map(({ key }) => key)]
  const algorithms = [...new Set(all.map(algorithmOf))]
  await judged(() => tokenVerifier({ ...rules, algorithms, jwks: { keys: all.map(publicPart) } }))
}

async function judged(judge: () => Promise<unknown>): Promise<void> {
  try {
    await judge()
  } catch (error) {
    if (!(error instanceof DefinitionError) || error.code === 'AUTH_KEYS_INVALID') throw error
    // Its first line says what is wrong with which key, and repeats nothing of it.
    throw keysFault(error.message.split('\n')[0]?.replace(/^.*?: |\.$/g, '') ?? 'a key is not usable')
  }
}
