import { type Signer, token } from './signing.ts'

/** The time of all these tokens: 2026-01-01T00:00:00Z. */
export const now = 1_767_225_600

/** What a good token of these tests says. */
export const goodClaims = {
  iss: 'https://id.example',
  aud: 'https://shop.example',
  sub: 'ana',
  jti: 'e7d4',
  iat: now - 60,
  exp: now + 540,
  scope: 'me',
} as const

/** The header of a good token. */
export function goodHeader(signer: Signer): Readonly<Record<string, unknown>> {
  return { alg: signer.algorithm, typ: 'at+jwt', kid: 'one' }
}

/** Makes the tokens of one kind of attack on a verifier that knows the key of a signer. */
export type Kind = (signer: Signer) => Iterable<readonly [name: string, token: string]>

/** A value as it stands in the name of an attack. */
export const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 60) ?? 'nothing'
/** A token that is let in. */
export const good = (signer: Signer): string => token(goodHeader(signer), goodClaims, signer)
