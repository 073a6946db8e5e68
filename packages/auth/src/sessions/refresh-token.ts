import { createHmac, timingSafeEqual } from 'node:crypto'
import { digest } from '../secrets/index.ts'

/** Which refresh token of a session it is. */
export interface RefreshTokenPlace {
  /** The session, a UUID. */
  readonly id: string
  readonly generation: number
}

/** A refresh token that was sent: where it claims to belong, and what proves it. */
export interface PresentedToken extends RefreshTokenPlace {
  readonly verifier: Buffer
  /** As it is compared with what is stored. */
  readonly hash: string
}

/** What a session's tokens are derived from. */
export interface TokenSeed extends RefreshTokenPlace {
  readonly seed: string
}

const form = /^[A-Za-z0-9_-]{27}\.[A-Za-z0-9_-]{43}$/

/**
 * The verifier of a refresh token: HMAC-SHA-256 of its place and the session's seed, 256 bits. Whoever has the key makes
 * the same one again, so that nothing but its hash is stored; the store alone makes none.
 */
export function verifierOf(key: Uint8Array, { id, generation, seed }: TokenSeed): Buffer {
  return createHmac('sha256', key).update(selectorBytes({ id, generation })).update(seed).digest()
}

/** The token as the client keeps it: `selector.verifier`, 71 characters. */
export function writeRefreshToken(place: RefreshTokenPlace, verifier: Buffer): string {
  return `${selectorBytes(place).toString('base64url')}.${verifier.toString('base64url')}`
}

/** A token that was sent; `undefined` for a text that no refresh token is, or that writes one in another way. */
export function readRefreshToken(token: string): PresentedToken | undefined {
  if (!form.test(token)) return undefined
  const [selector = '', secret = ''] = token.split('.')
  const bytes = Buffer.from(selector, 'base64url')
  const verifier = Buffer.from(secret, 'base64url')
  const place = { id: uuid(bytes.subarray(0, 16)), generation: bytes.readUInt32BE(16) }
  // The last characters can carry bits that no byte has room for.
  if (writeRefreshToken(place, verifier) !== token) return undefined
  return { ...place, verifier, hash: digest(verifier) }
}

/** Whether one of these keys made the token: then it was given to somebody once, however long ago. */
export function isGenuine(
  { id, generation, verifier }: PresentedToken,
  seed: string,
  keys: readonly Uint8Array[],
): boolean {
  return keys.some((key) => timingSafeEqual(verifierOf(key, { id, generation, seed }), verifier))
}

function selectorBytes({ id, generation }: RefreshTokenPlace): Buffer {
  const bytes = Buffer.alloc(20)
  bytes.write(id.replaceAll('-', ''), 'hex')
  bytes.writeUInt32BE(generation, 16)
  return bytes
}

function uuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
