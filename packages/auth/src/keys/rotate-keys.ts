import { type Duration, parseDuration } from 'vivace'
import { algorithmOf } from './judge-key-ring.ts'
import type { KeyRing } from './key-ring.ts'
import { newSecret, newSigningKey } from './new-key-ring.ts'
import { publicPart } from './public-part.ts'

/** How keys are rotated. */
export interface RotateKeysOptions {
  /** How long tokens of the key that retires are still good: at least as long as they live. `1h` if absent. */
  readonly overlap?: Duration
  /** Whether there is to be another secret for refresh tokens too; the last two before it are kept. */
  readonly secrets?: boolean
  /** The time, in milliseconds since 1970; the machine's if absent. */
  readonly now?: number
}

/**
 * The key ring after this one: the next key signs, the current one only verifies until its last token is over, and there
 * is a new next key. Nobody is logged out, whether an instance has the old ring or the new one.
 *
 *     const ring = JSON.parse(process.env.AUTH_KEYS ?? '')
 *     console.log(JSON.stringify(await rotateKeys(ring)))
 *
 * Throws `DefinitionError` DURATION_INVALID.
 */
export async function rotateKeys(ring: KeyRing, options: RotateKeysOptions = {}): Promise<KeyRing> {
  const { overlap = '1h', secrets = false, now = Date.now() } = options
  const algorithm = algorithmOf(ring.next ?? ring.current)
  const until = now + parseDuration(overlap, 'rotateKeys(), overlap')
  const retired = (ring.retired ?? []).filter((one) => one.until > now)
  return {
    current: ring.next ?? (await newSigningKey(algorithm)),
    next: await newSigningKey(algorithm),
    retired: [{ key: publicPart(ring.current), until }, ...retired],
    secrets: secrets ? [newSecret(), ...ring.secrets.slice(0, 2)] : ring.secrets,
  }
}
