export type { HttpTransport, TransportAnswer, TransportRequest, TransportStats } from './http-transport.ts'
export { httpTransport, type OpenTransport } from './open-transport.ts'
export { AddressRefused, NotConnected } from './transport-errors.ts'
export type { TlsOptions, TransportOptions } from './transport-options.ts'
