import { hkdfSync } from 'node:crypto'
import type { Jwk, JwkSet } from 'vivace/jwt'
import { algorithmOf, judgeKeyRing } from './judge-key-ring.ts'
import type { KeyRing, SigningAlgorithm } from './key-ring.ts'
import { publicPart } from './public-part.ts'

/** Keys that are judged. What is private in them shows in no log: it is in no property. */
export class AuthKeys {
  /** How access tokens are signed. */
  readonly algorithm: SigningAlgorithm
  readonly #ring: KeyRing

  private constructor(ring: KeyRing) {
    this.algorithm = algorithmOf(ring.current)
    this.#ring = ring
  }

  /** Rejects with `DefinitionError` AUTH_KEYS_INVALID. */
  static async of(ring: unknown): Promise<AuthKeys> {
    return new AuthKeys(await judgeKeyRing(ring))
  }

  /** The private key that signs. */
  signing(): Jwk {
    return this.#ring.current
  }

  /** The public keys whose tokens are good at this time, as everybody may fetch them (RFC 7517, section 5). */
  jwks(now: number): JwkSet {
    const { current, next, retired = [] } = this.#ring
    const valid = retired.filter(({ until }) => until > now).map(({ key }) => key)
    return { keys: [current, ...(next === undefined ? [] : [next]), ...valid].map(publicPart) }
  }

  /** When the next retired key stops to be good; `Infinity` if none is left. */
  changesAt(now: number): number {
    return Math.min(...(this.#ring.retired ?? []).map(({ until }) => until).filter((until) => until > now))
  }

  /** Keys for one purpose and no other, derived from each secret, the newest first (HKDF, RFC 5869). */
  derived(purpose: string): readonly Uint8Array[] {
    return this.#ring.secrets.map((secret) =>
      Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `vivace auth: ${purpose}`, 32)),
    )
  }
}
