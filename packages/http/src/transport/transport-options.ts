/** Keys and certificates beyond those that Node.js brings, in PEM. */
export interface TlsOptions {
  /** Authorities that are trusted instead of the usual ones. */
  readonly ca?: string | readonly string[]
  /** Our own certificate, for services that ask for one. */
  readonly cert?: string
  /** The key of our own certificate. */
  readonly key?: string
}

/** How a transport connects. */
export interface TransportOptions {
  /** Connections at once, to all hosts together. */
  readonly connections: number
  /** Connections that are kept although they have nothing to do. */
  readonly keptAlive: number
  /** How long they are kept, in milliseconds. */
  readonly keptAliveFor: number
  /** Whether HTTP/2 is offered where there is TLS. */
  readonly http2: boolean
  /** The longest that a connection may take, in milliseconds: what a call gives up sooner goes on until then. */
  readonly connectTimeout: number
  readonly tls: TlsOptions
}
