import type { TlsOptions } from 'node:tls'
import type { ByteSize } from '../http/byte-size.ts'
import type { Duration } from '../http/duration.ts'

/**
 * How `serve` listens, and what it puts up with. Every limit is on by default; `0` turns it off, except
 * for `maxHeaderSize`, which then is Node's own.
 *
 *     await serve(app, { port: 8443, host: '0.0.0.0', tls: { key, cert }, keepAliveTimeout: '65s' })
 */
export interface ServeOptions {
  /** The environment's PORT if absent, else 8000. 0 takes any free port. */
  readonly port?: number
  /** The environment's HOST if absent, else 127.0.0.1: this machine alone. 0.0.0.0 listens everywhere. */
  readonly host?: string
  /**
   * How many processes serve, `auto` for one a processor: the program is run once more for each of them, and this
   * process only sees to it that they live. 0, this process itself. What an app keeps in memory, each has its own.
   */
  readonly workers?: number | 'auto'
  /** Speaks HTTPS; what Node's `tls.createServer` takes. */
  readonly tls?: TlsOptions
  /** How many connections may wait to be accepted. 4,096. */
  readonly backlog?: number
  /** How many connections are open at most; more are closed at once. 10,000. */
  readonly maxConnections?: number
  /** How long a client may take to send its headers (408). 10 s. */
  readonly headersTimeout?: Duration
  /** How long a client may take to send a whole request, its body included (408). 30 s. */
  readonly requestTimeout?: Duration
  /** How often the two times above are looked at. 2 s. */
  readonly connectionsCheckingInterval?: Duration
  /** How long a connection may be idle between requests. 5 s; behind a proxy longer than the proxy's own. */
  readonly keepAliveTimeout?: Duration
  /** How long the app may take to begin its answer (503); `exchange.signal` aborts. 30 s. */
  readonly handlerTimeout?: Duration
  /** How long a client may take nothing of an answer that waits for it; then it is cut off. 10 s. */
  readonly stallTimeout?: Duration
  /** How many bytes of body must arrive each second, on average (408). 240. */
  readonly minBodyRate?: number
  /** How long a body may be slower than that. 5 s. */
  readonly minBodyRateAfter?: Duration
  /** How long the first line and the headers of a request may be together (431). 16 KB. */
  readonly maxHeaderSize?: ByteSize
  /** How many header lines a request may have (431). 100. */
  readonly maxHeaders?: number
  /** How long the target of a request may be: path and query (414). 8 KB. */
  readonly maxUrlLength?: ByteSize
  /**
   * How long requests are still accepted after `stop` was called: readiness is 503 already, and every answer
   * is the last on its connection. 0; behind a balancer, as long as it takes to notice (twice its interval).
   */
  readonly drainDelay?: Duration
  /**
   * How long `stop` waits for what is in flight. 10 s; 0 waits for nothing. What is cut off then has a second
   * more to clean up. A process that a signal has stopped is ended when it goes on for as long again.
   */
  readonly gracePeriod?: Duration
  /** Signals that stop the server; a second one ends the process. SIGTERM and SIGINT; `false` for none. */
  readonly signals?: readonly NodeJS.Signals[] | false
  /**
   * Whether errors that belong to no request are dealt with: promises that nobody waits for are logged, and
   * what is thrown elsewhere stops the server and ends the process with 1. True; `false` for a program that has
   * listeners of its own.
   */
  readonly processErrors?: boolean
  /** Whether a line on the standard output says where the app is, and where its docs are. True. */
  readonly announce?: boolean
}
