import { type Dependency, singleton } from 'vivace'
import type { HttpTransport } from './http-transport.ts'
import { PooledTransport } from './pooled-transport.ts'
import type { TransportOptions } from './transport-options.ts'

/** Opens the transport of one client. */
export type OpenTransport = (options: TransportOptions) => HttpTransport

/**
 * What every `httpClient()` gets its connections from; tests replace it, and with it the outside world.
 *
 *     const upstream = mockUpstream()
 *     app.override(httpTransport, () => upstream.open)
 */
export const httpTransport: Dependency<OpenTransport, 'app'> = singleton(
  {},
  (): OpenTransport => (options) => new PooledTransport(options),
)
