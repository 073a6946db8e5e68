import { AuthKeys } from './auth-keys.ts'
import type { KeyRing } from './key-ring.ts'
import { keptKeys } from './kept-keys.ts'
import { keysFault } from './keys-fault.ts'
import { newKeyRing } from './new-key-ring.ts'

/** Where keys come from. */
export interface OpenKeysOptions {
  /** The key ring, or its JSON. The variable AUTH_KEYS if absent. */
  readonly keys?: KeyRing | string | undefined
  /** Where development keeps keys of its own. `.vivace` if absent. */
  readonly directory?: string | undefined
  /** `process.env` if absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/**
 * The keys of an app: those that are given, those of AUTH_KEYS, or, where neither is there and NODE_ENV is not
 * `production`, keys that are made and kept under `.vivace`; tests (NODE_ENV=test) have new ones each time.
 *
 *     const keys = await openKeys()
 *
 * Rejects with `DefinitionError` AUTH_KEYS_INVALID.
 */
export async function openKeys(options: OpenKeysOptions = {}): Promise<AuthKeys> {
  const { directory = '.vivace', environment = process.env } = options
  const given = options.keys ?? (environment['AUTH_KEYS'] || undefined)
  if (given !== undefined) return await AuthKeys.of(given)
  if (environment['NODE_ENV'] === 'production')
    throw keysFault(
      'there are none, and in production none are made',
      "set AUTH_KEYS to JSON.stringify(await newKeyRing()), made once: import { newKeyRing } from '@vivace/auth'",
    )
  return await AuthKeys.of(
    environment['NODE_ENV'] === 'test' ? await newKeyRing() : await keptKeys(directory),
  )
}
