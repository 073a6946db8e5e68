import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * SHA-256 of a secret, in base64url: what a store keeps of it. It needs no salt and no slow hash, for a secret of 128
 * random bits or more cannot be found by trying.
 *
 *     digest(token)   // 43 characters
 */
export function digest(secret: string | Uint8Array): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Whether two digests are the same, in a time that tells nothing of where they differ. */
export function sameDigest(one: string, other: string | undefined): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other ?? '')]
  return first.length === second.length && timingSafeEqual(first, second)
}
