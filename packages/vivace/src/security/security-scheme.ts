import { defineInput, type Input, type Reading } from '../inputs/index.ts'
import { HttpError } from '../errors/index.ts'

/** What every security scheme can be told. */
export interface SchemeOptions {
  /** The scheme's key in the documents; made of its kind if absent. */
  readonly schemeName?: string
  readonly description?: string
}

/** A scheme whose credential may be missing. */
export interface OptionalScheme {
  /** Requests without a credential pass; the value is `undefined` then. */
  readonly optional: true
  /**
   * A name that it has in common with other schemes of which one is enough: `user`. The documents say so; the dependency
   * that uses them throws when the request has none of them.
   */
  readonly alternative?: string
}

/** How one kind of scheme is described and read. */
export interface SchemeKind<Credential> {
  /** The Security Scheme Object (OpenAPI 3.1). */
  readonly scheme: Readonly<Record<string, unknown>>
  readonly name: string
  /** The credential; `undefined` when the request has none, or none that is well-formed. */
  readonly read: (reading: Reading) => Credential | undefined
  /** The WWW-Authenticate header of the 401 (RFC 9110, section 11.6.1). */
  readonly challenge: string
}

/** Makes an input of a scheme: it is read before anything is judged, and a missing credential is 401. */
export function schemeInput<Credential>(
  kind: SchemeKind<Credential>,
  options: SchemeOptions & Partial<OptionalScheme>,
): Input<Credential | undefined, 'request'> {
  const { challenge, read } = kind
  const isOptional = options.optional === true
  return defineInput<Credential | undefined, 'request'>({
    lifetime: 'request',
    source: {
      phase: 'guard',
      bind: () => ({
        read(reading) {
          const credential = read(reading)
          if (credential === undefined && !isOptional) throw notAuthenticated(challenge)
          return credential
        },
        security: {
          name: options.schemeName ?? kind.name,
          scheme: {
            ...kind.scheme,
            ...(options.description === undefined ? {} : { description: options.description }),
          },
          scopes: [],
          ...(isOptional ? { optional: true } : {}),
          ...(options.alternative === undefined ? {} : { alternative: options.alternative }),
        },
        canFail: false,
      }),
    },
    errors: isOptional ? [] : [notAuthenticatedDefinition],
  })
}

const notAuthenticatedDefinition = {
  status: 401,
  code: 'not-authenticated',
  title: 'Not authenticated',
  description: 'The credential is missing or is not well-formed.',
}

function notAuthenticated(challenge: string): HttpError {
  return new HttpError(401, {
    code: notAuthenticatedDefinition.code,
    title: notAuthenticatedDefinition.title,
    headers: { 'www-authenticate': challenge },
  })
}

/** What follows the scheme's word in an Authorization header; the word's case does not count (RFC 9110, section 11.1). */
export function credentialsOf(header: string | undefined, word: string): string | undefined {
  if (header === undefined) return undefined
  const space = header.indexOf(' ')
  if (space === -1 || header.slice(0, space).toLowerCase() !== word) return undefined
  const credentials = withoutBlanks(header.slice(space + 1))
  return credentials === '' ? undefined : credentials
}

// Blanks are spaces and tabs (RFC 9110, section 5.6.3): `trim` takes a no-break space for one too.
function withoutBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text, start)) start++
  while (end > start && isBlank(text, end - 1)) end--
  return text.slice(start, end)
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t'
}

/**
 * The bearer token of an Authorization header. It has neither blanks nor commas (RFC 6750, section 2.1): two
 * headers are one with a comma.
 */
export function bearerToken(header: string | undefined): string | undefined {
  // As nearly every client writes it: there is nothing to trim, and no other case.
  const usual = header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length) : ''
  if (isToken.test(usual)) return usual
  const token = credentialsOf(header, 'bearer')
  return token !== undefined && isToken.test(token) ? token : undefined
}

const isToken = /^[^\s,]+$/
