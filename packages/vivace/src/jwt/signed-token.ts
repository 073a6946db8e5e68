import { base64url, compactVerify } from 'jose'
import type { Logger } from '../exchange/index.ts'
import { InvalidToken } from '../security/index.ts'
import type { TokenHeader } from './token-header.ts'
import type { TokenKeys } from './verification-key.ts'

/** A token whose signature holds. */
export interface SignedToken {
  readonly header: TokenHeader
  readonly payload: Uint8Array
}

/** How a token is verified. */
export interface SignatureRules {
  readonly keys: TokenKeys
  /** In bytes; longer ones are not looked at. */
  readonly maxLength: number
  readonly log?: Logger | undefined
}

// Three parts in base64url without padding (RFC 7515, section 7.1): blanks and line ends are decoded by some and not
// by others, and each lets one token be written in several ways.
const compact = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)$/

// Members that let a token bring its own key, or change how it is read (RFC 7515, sections 4.1.2 to 4.1.6 and 4.1.11;
// RFC 7797; RFC 7516): none of them is for an access token.
const refusedMembers = ['crit', 'b64', 'jwk', 'jku', 'x5u', 'x5c', 'enc', 'zip']

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Verifies the signature of a token in compact form (RFC 7515).
 *
 * Throws `InvalidToken`, with the reason for the log as its cause.
 */
export async function verifySignature(token: string, rules: SignatureRules): Promise<SignedToken> {
  if (token.length > rules.maxLength) throw refusal('it is too long')
  const [, head = '', payload = '', signature = ''] = compact.exec(token) ?? []
  if (![head, payload, signature].every(isCanonical) || head === '') throw refusal('it is malformed')
  const header = readHeader(head)
  const found = await rules.keys.find(header, rules.log)
  if (found === undefined) throw refusal('no key is known for it')
  try {
    const verified = await compactVerify(token, found.key, { algorithms: [found.algorithm] })
    return { header, payload: verified.payload }
  } catch {
    // Whatever goes wrong inside is a token that is not verified.
    throw refusal('its signature is wrong')
  }
}

/** The error for a token that is refused, with the reason for the log. */
export function refusal(reason: string): Error {
  return new InvalidToken({ cause: reason })
}

/** An object of JSON in UTF-8; throws `InvalidToken` if it is none. */
export function parseObject(bytes: Uint8Array, name: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    // An object that is neither null nor an array has named members.
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>
  } catch {
    // Said below.
  }
  throw refusal(`its ${name} is not an object of JSON`)
}

function readHeader(head: string): TokenHeader {
  const { alg, kid, typ, ...others } = parseObject(base64url.decode(head), 'header')
  const refused = refusedMembers.find((member) => Object.hasOwn(others, member))
  if (refused !== undefined) throw refusal(`its header has the member ${refused}`)
  if (typeof alg !== 'string') throw refusal('its header names no algorithm')
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > 256))
    throw refusal('its header names a key that is no text')
  if (typ !== undefined && typeof typ !== 'string') throw refusal('its header has a type that is no text')
  return { alg, kid, typ }
}

// The last character can carry bits that no byte has room for: two spellings of the same bytes.
function isCanonical(part: string): boolean {
  const rest = part.length % 4
  const last = part.at(-1) ?? ''
  return (
    rest === 0 || (rest === 2 && 'AQgw'.includes(last)) || (rest === 3 && 'AEIMQUYcgkosw048'.includes(last))
  )
}
