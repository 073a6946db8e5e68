import type { Input, Reading } from '../inputs/index.ts'
import { type OptionalScheme, schemeInput, type SchemeOptions } from './security-scheme.ts'

/** Where an API key is sent. */
export interface ApiKeyOptions extends SchemeOptions {
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
}

/**
 * An API key from a header, the query or a cookie; the value is the key. An empty one is a missing one.
 *
 *     inputs: { key: apiKey({ in: 'header', name: 'X-API-Key' }) }
 *
 * Answers 401 with a challenge when there is none.
 */
export function apiKey(options: ApiKeyOptions & OptionalScheme): Input<string | undefined, 'request'>
export function apiKey(options: ApiKeyOptions): Input<string, 'request'>
export function apiKey(
  options: ApiKeyOptions & Partial<OptionalScheme>,
): Input<string | undefined, 'request'> {
  const { in: place, name } = options
  const kind = {
    name: `apiKey${place.charAt(0).toUpperCase()}${place.slice(1)}`,
    scheme: { type: 'apiKey', in: place, name },
    challenge: 'ApiKey',
    read: (reading: Reading) => keyIn(reading, place, name) || undefined,
  }
  return schemeInput<string>(kind, options)
}

function keyIn(reading: Reading, place: ApiKeyOptions['in'], name: string): string | undefined {
  if (place === 'header') return reading.exchange.header(name.toLowerCase())
  if (place === 'cookie') return reading.cookies().get(name)
  const keys = reading.query().get(name) ?? []
  // Two programs that read the same request may each pick another one.
  return keys.length === 1 ? keys[0] : undefined
}
