import { claimed, extended, mistaken } from './attacks-on-claims.ts'
import { confused, foreign, injected, unsigned } from './attacks-on-keys.ts'
import { altered, long, schemes } from './attacks-on-texts.ts'
import type { Kind } from './good-token.ts'
import type { Signer } from './signing.ts'

/** One attempt to get in. */
export interface Attack {
  readonly name: string
  /** The whole Authorization header. */
  readonly authorization: string
}

const kinds: Readonly<Record<string, Kind>> = {
  'no signature': unsigned,
  'public keys taken for secrets': confused,
  'keys that the token brings along': injected,
  'extensions of the header': extended,
  'claims that do not hold': claimed,
  'tokens of another kind': mistaken,
  'tokens that were changed': altered,
  'tokens of somebody else': foreign,
  'long tokens': long,
}

/** Every attack on a verifier that knows the key of this signer, by kind. */
export function attacksOn(signer: Signer): ReadonlyMap<string, readonly Attack[]> {
  const found = Object.entries(kinds).map(([kind, make]): [string, Attack[]] => [
    kind,
    [...make(signer)].map(([name, forged]) => ({ name, authorization: `Bearer ${forged}` })),
  ])
  const others = [...schemes(signer)].map((authorization) => ({
    name: authorization.slice(0, 24),
    authorization,
  }))
  return new Map<string, readonly Attack[]>([...found, ['other schemes', others]])
}
