import { apiKey, type Dependency, type Input, oauth2Password } from 'vivace'
import type { AuthServices } from '../accounts/index.ts'
import type { SecurityLog } from '../events/index.ts'

/** What guards are made of. */
export interface GuardParts<User> {
  readonly services: Dependency<AuthServices<User>, 'app'>
  readonly security: Dependency<SecurityLog, 'request'>
  /** Where tokens are got, relative to the API document. */
  readonly tokenUrl: string
  /** Scopes and what they allow. */
  readonly scopes: Readonly<Record<string, string>>
}

/** A guard's name of the alternatives that either an access token or an API key is. */
const alternative = 'caller'

type SchemeParts = Pick<GuardParts<unknown>, 'tokenUrl' | 'scopes'>

const schemeOf = ({ tokenUrl, scopes }: SchemeParts): Parameters<typeof oauth2Password>[0] => ({
  tokenUrl,
  refreshUrl: tokenUrl.replace(/token$/, 'refresh'),
  scopes,
  description: 'An access token of a session.',
})

const keyScheme = {
  in: 'header',
  name: 'x-api-key',
  description: 'An API key of a user.',
} as const

/** An access token that must be there. */
export function neededToken(parts: SchemeParts): Input<string, 'request'> {
  return oauth2Password(schemeOf(parts))
}

/** An access token that may be there. */
export function optionalToken(parts: SchemeParts): Input<string | undefined, 'request'> {
  return oauth2Password({ ...schemeOf(parts), optional: true })
}

/** An access token or an API key: each may be there, and one is enough. */
export function tokenOrKey(parts: SchemeParts): {
  readonly token: Input<string | undefined, 'request'>
  readonly key: Input<string | undefined, 'request'>
} {
  return {
    token: oauth2Password({ ...schemeOf(parts), optional: true, alternative }),
    key: apiKey({ ...keyScheme, optional: true, alternative }),
  }
}

/** An API key that must be there. */
export const neededKey: Input<string, 'request'> = apiKey(keyScheme)
