import type { Input } from '../inputs/index.ts'
import { credentialsOf, type OptionalScheme, schemeInput, type SchemeOptions } from './security-scheme.ts'

/** A name and a password, as the client sent them. Compare them with `sameSecret`, or hashes of them. */
export interface BasicCredentials {
  readonly username: string
  /** It may hold colons. */
  readonly password: string
}

/** What a basic scheme can be told. */
export interface BasicOptions extends SchemeOptions {
  /** Tells the user what the password is for. */
  readonly realm?: string
}

/**
 * A name and a password from the Authorization header (RFC 7617).
 *
 *     inputs: { credentials: basic({ realm: 'admin' }) }
 *
 * Answers 401 with a challenge when they are missing or malformed.
 */
export function basic(options?: BasicOptions): Input<BasicCredentials, 'request'>
export function basic(options: BasicOptions & OptionalScheme): Input<BasicCredentials | undefined, 'request'>
export function basic(
  options: BasicOptions & Partial<OptionalScheme> = {},
): Input<BasicCredentials | undefined, 'request'> {
  const realm = (options.realm ?? 'api').replace(/["\\\r\n]/g, '')
  const kind = {
    name: 'basic',
    scheme: { type: 'http', scheme: 'basic' },
    challenge: `Basic realm="${realm}", charset="UTF-8"`,
    read: ({ exchange }: { readonly exchange: { header(name: string): string | undefined } }) =>
      decodeBasic(credentialsOf(exchange.header('authorization'), 'basic')),
  }
  return schemeInput<BasicCredentials>(kind, options)
}

/** The name and the password that are the credentials of a scheme Basic; `undefined` if they are malformed. */
export function decodeBasic(encoded: string | undefined): BasicCredentials | undefined {
  if (encoded === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const colon = text.indexOf(':')
    return colon === -1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return undefined
  }
}
