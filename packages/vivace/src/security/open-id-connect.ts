import type { Input } from '../inputs/index.ts'
import { bearerToken, type OptionalScheme, schemeInput, type SchemeOptions } from './security-scheme.ts'

/** Where the provider describes itself. */
export interface OpenIdConnectOptions extends SchemeOptions {
  /** `https://id.example/.well-known/openid-configuration` */
  readonly url: string
}

/**
 * A bearer token of an OpenID Connect provider; the value is the token.
 *
 *     const token = openIdConnect({ url: 'https://id.example/.well-known/openid-configuration' })
 *
 * Answers 401 with a challenge when there is none.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function openIdConnect(
  options: OpenIdConnectOptions & OptionalScheme,
): Input<string | undefined, 'request'>
export function openIdConnect(options: OpenIdConnectOptions): Input<string, 'request'>
export function openIdConnect(
  options: OpenIdConnectOptions & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  return schemeInput<string>(
    {
      name: 'openIdConnect',
      scheme: { type: 'openIdConnect', openIdConnectUrl: options.url },
      challenge: 'Bearer',
      read: ({ exchange }) => bearerToken(exchange.header('authorization')),
    },
    options,
  )
}
