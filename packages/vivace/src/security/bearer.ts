import type { Input } from '../inputs/index.ts'
import { bearerToken, type OptionalScheme, schemeInput, type SchemeOptions } from './security-scheme.ts'

/** What a bearer scheme can be told. */
export interface BearerOptions extends SchemeOptions {
  /** For people who read the documents: `JWT`. */
  readonly format?: string
}

/**
 * A bearer token from the Authorization header (RFC 6750); the value is the token.
 *
 *     const token = bearer()
 *     const currentUser = dependency({ token }, ({ token }) => verify(token))
 *
 * Answers 401 with a challenge when there is none.
 */
export function bearer(options?: BearerOptions): Input<string, 'request'>
export function bearer(options: BearerOptions & OptionalScheme): Input<string | undefined, 'request'>
export function bearer(
  options: BearerOptions & Partial<OptionalScheme> = {},
): Input<string | undefined, 'request'> {
  const scheme = {
    type: 'http',
    scheme: 'bearer',
    ...(options.format === undefined ? {} : { bearerFormat: options.format }),
  }
  const read = ({
    exchange,
  }: {
    readonly exchange: { header(name: string): string | undefined }
  }): string | undefined => bearerToken(exchange.header('authorization'))
  return schemeInput({ name: 'bearer', scheme, read, challenge: 'Bearer' }, options)
}
