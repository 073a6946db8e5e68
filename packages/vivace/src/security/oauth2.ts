import type { Input } from '../inputs/index.ts'
import { bearerToken, type OptionalScheme, schemeInput, type SchemeOptions } from './security-scheme.ts'

/** Scopes and what they allow: `{ 'items:read': 'Read items.' }`. */
export type Scopes = Readonly<Record<string, string>>

/** A flow of OAuth 2 (OpenAPI 3.1, OAuth Flow Object). URLs may be relative to the API document. */
export interface OAuth2Flow {
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly refreshUrl?: string
  readonly scopes?: Scopes
}

/** The flows that a token can come from. */
export interface OAuth2Options extends SchemeOptions {
  readonly flows: Readonly<
    Partial<Record<'password' | 'clientCredentials' | 'authorizationCode', OAuth2Flow>>
  >
}

/** What is said of a flow that asks a token route. */
export interface TokenFlowOptions extends SchemeOptions {
  readonly tokenUrl: string
  readonly refreshUrl?: string
  readonly scopes?: Scopes
}

/** What is said of the flow that sends the user to a page first. */
export interface AuthorizationCodeOptions extends TokenFlowOptions {
  readonly authorizationUrl: string
}

/**
 * A bearer token of OAuth 2 (RFC 6749), of whatever flows; the value is the token.
 *
 *     const token = oauth2({ flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } })
 *
 * Answers 401 with a challenge when there is none.
 */
export function oauth2(options: OAuth2Options & OptionalScheme): Input<string | undefined, 'request'>
export function oauth2(options: OAuth2Options): Input<string, 'request'>
export function oauth2(
  options: OAuth2Options & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  const flows = Object.fromEntries(
    Object.entries(options.flows).map(([name, flow]) => [name, { ...flow, scopes: flow.scopes ?? {} }]),
  )
  return schemeInput<string>(
    {
      name: 'oauth2',
      scheme: { type: 'oauth2', flows },
      challenge: 'Bearer',
      read: ({ exchange }) => bearerToken(exchange.header('authorization')),
    },
    options,
  )
}

/**
 * A token from a token route that takes a name and a password: the flow of the docs page's Authorize button.
 *
 *     const token = oauth2Password({ tokenUrl: 'token', scopes: { me: 'Read yourself.' } })
 *
 * Answers 401 with a challenge when there is none. OAuth 2.1 leaves this flow out: it is for first-party clients.
 */
export function oauth2Password(
  options: TokenFlowOptions & OptionalScheme,
): Input<string | undefined, 'request'>
export function oauth2Password(options: TokenFlowOptions): Input<string, 'request'>
export function oauth2Password(
  options: TokenFlowOptions & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  return oneFlow('password', options)
}

/**
 * A token that a program gets with its own credentials (RFC 6749, section 4.4).
 *
 *     const token = oauth2ClientCredentials({ tokenUrl: '/token', scopes: { 'stock:write': 'Change stock.' } })
 */
export function oauth2ClientCredentials(
  options: TokenFlowOptions & OptionalScheme,
): Input<string | undefined, 'request'>
export function oauth2ClientCredentials(options: TokenFlowOptions): Input<string, 'request'>
export function oauth2ClientCredentials(
  options: TokenFlowOptions & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  return oneFlow('clientCredentials', options)
}

/**
 * A token that a user grants on a page of the authorization server (RFC 6749, section 4.1).
 *
 *     const token = oauth2AuthorizationCode({ authorizationUrl: 'https://id.example/authorize', tokenUrl: 'https://id.example/token' })
 */
export function oauth2AuthorizationCode(
  options: AuthorizationCodeOptions & OptionalScheme,
): Input<string | undefined, 'request'>
export function oauth2AuthorizationCode(options: AuthorizationCodeOptions): Input<string, 'request'>
export function oauth2AuthorizationCode(
  options: AuthorizationCodeOptions & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  return oneFlow('authorizationCode', options)
}

type OneFlowOptions = TokenFlowOptions & Partial<AuthorizationCodeOptions> & Partial<OptionalScheme>

function oneFlow(
  kind: keyof OAuth2Options['flows'],
  options: OneFlowOptions,
): Input<string | undefined, 'request'> {
  const { tokenUrl, refreshUrl, authorizationUrl, scopes, ...rest } = options
  const flow: OAuth2Flow = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    tokenUrl,
    ...(refreshUrl === undefined ? {} : { refreshUrl }),
    scopes: scopes ?? {},
  }
  const { optional, ...scheme } = {
    schemeName: `oauth2${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    ...rest,
  }
  const flows = { flows: { [kind]: flow } }
  return optional === true ? oauth2({ ...scheme, ...flows, optional }) : oauth2({ ...scheme, ...flows })
}
