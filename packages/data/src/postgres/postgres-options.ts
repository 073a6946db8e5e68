import { DefinitionError, type Duration, type Logger, parseDuration } from 'vivace'

/** How many connections there are, and how long they are waited for and kept. */
export interface PoolOptions {
  /** How many connections are kept. `20` if absent. */
  readonly size?: number
  /** How many more there may be for a while; they are closed when they have been idle for ten seconds. `10` if absent. */
  readonly overflow?: number
  /** How long a request waits for a connection before it is refused with `DatabaseBusy`. `2s` if absent. */
  readonly acquireTimeout?: Duration
  /** How old a connection gets before it is closed. `1h` if absent; 0 keeps them. */
  readonly recycle?: Duration
  /** A connection that was idle for longer is asked whether it is alive before it is used. `30s` if absent. */
  readonly prePing?: Duration
}

/** What secures the connection: texts in PEM. It takes the place of what the address says of TLS. */
export interface DatabaseTls {
  /** The authorities that are trusted, one after the other, instead of those of Node.js. */
  readonly ca?: string
  /** The certificate that this side shows, with its key. */
  readonly cert?: string
  readonly key?: string
  /** The name that the server's certificate must have; the host of the address if absent. */
  readonly serverName?: string
  /** `false` believes any certificate: whoever stands between can read and change everything. */
  readonly verify?: boolean
}

/** How a pool of connections to a PostgreSQL is opened. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`, with `?sslmode=verify-full` for TLS. */
  readonly url: string
  readonly pool?: PoolOptions
  /** How long a statement may take before PostgreSQL ends it. `15s` if absent; 0 lets it run. */
  readonly statementTimeout?: Duration
  /** How long a transaction may do nothing before PostgreSQL ends its connection. `30s` if absent; 0 lets it. */
  readonly idleInTransactionTimeout?: Duration
  readonly tls?: DatabaseTls
  /** The name of this app in `pg_stat_activity`. `vivace` if absent. */
  readonly applicationName?: string
  /** Is told when PostgreSQL is lost and found. Nobody if absent. */
  readonly log?: Logger
}

/** The same in numbers: milliseconds. */
export interface PoolLimits {
  readonly size: number
  readonly max: number
  readonly acquireTimeout: number
  readonly recycle: number
  readonly prePing: number
  readonly statementTimeout: number
  readonly idleInTransactionTimeout: number
}

/** Reads the options of a pool. Throws `DefinitionError` DURATION_INVALID and DATABASE_INVALID. */
export function poolLimits(options: PostgresOptions): PoolLimits {
  const { pool = {}, statementTimeout = '15s', idleInTransactionTimeout = '30s' } = options
  const { size = 20, overflow = 10, acquireTimeout = '2s', recycle = '1h', prePing = '30s' } = pool
  checkCount('size', size, 1)
  checkCount('overflow', overflow, 0)
  const read = (duration: Duration, name: string): number =>
    parseDuration(duration, `defineDatabase(), '${name}'`)
  return {
    size,
    max: size + overflow,
    acquireTimeout: Math.max(1, read(acquireTimeout, 'pool.acquireTimeout')),
    recycle: read(recycle, 'pool.recycle'),
    prePing: read(prePing, 'pool.prePing'),
    statementTimeout: read(statementTimeout, 'statementTimeout'),
    idleInTransactionTimeout: read(idleInTransactionTimeout, 'idleInTransactionTimeout'),
  }
}

function checkCount(name: string, count: number, least: number): void {
  if (Number.isSafeInteger(count) && count >= least) return
  throw new DefinitionError({
    code: 'DATABASE_INVALID',
    where: `defineDatabase(), 'pool.${name}'`,
    cause: `${count} is no number of connections`,
    remedy: `write a whole number from ${least} on`,
  })
}
