import { Pool, type PoolConfig } from 'pg'
import type { Engine } from '../engine/engine.ts'
import { ConnectionPool } from './connection-pool.ts'
import { clientConfig } from './postgres-address.ts'
import { PostgresEngine } from './postgres-engine.ts'
import { type PoolLimits, poolLimits, type PostgresOptions } from './postgres-options.ts'
import { isRefusal, refused } from './refusal.ts'
import { typeParsers } from './type-parsers.ts'

/** How long a connection above `size` may be idle, in milliseconds. */
const overflowIdle = 10_000

/**
 * Opens a pool of connections to a PostgreSQL.
 *
 *     const engine = await openPostgres({ url: 'postgres://postgres@127.0.0.1:5432/shop' })
 *     const { rows } = await engine.run({ text: 'select $1::int + 1', values: [1] })    // [[2]]
 *     await engine.close()
 *
 * A server that cannot be reached is no error: what needs it rejects with `DatabaseUnavailable`, a 503, until it is there.
 * Throws `DefinitionError` DATABASE_INVALID for what is no address, and where PostgreSQL refuses user, password, database or
 * TLS, and DURATION_INVALID.
 */
export async function openPostgres(options: PostgresOptions): Promise<Engine> {
  const limits = poolLimits(options)
  const pool = new Pool(poolConfig(options, limits))
  // Without listeners the process ends when PostgreSQL closes a connection; who has it finds out by its next statement.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const connections = new ConnectionPool({ pool, limits, changed: teller(options) })
  const engine = new PostgresEngine({ pool, connections, max: limits.max })
  await tryOnce(engine)
  return engine
}

function poolConfig(options: PostgresOptions, limits: PoolLimits): PoolConfig {
  return {
    ...clientConfig(options.url, options.tls),
    // `pg` closes what is idle only while there are more than `min`.
    min: limits.size,
    max: limits.max,
    idleTimeoutMillis: overflowIdle,
    connectionTimeoutMillis: limits.acquireTimeout,
    maxLifetimeSeconds: limits.recycle / 1_000,
    statement_timeout: limits.statementTimeout,
    idle_in_transaction_session_timeout: limits.idleInTransactionTimeout,
    fallback_application_name: options.applicationName ?? 'vivace',
    keepAlive: true,
    types: typeParsers,
  }
}

/** Tells the log what has changed, once for each change. */
function teller({ log }: PostgresOptions): (isUp: boolean, error?: unknown) => void {
  let wasUp = true
  return (isUp, error) => {
    if (isUp === wasUp) return
    wasUp = isUp
    if (isUp) log?.info('PostgreSQL answers.')
    else log?.warn('PostgreSQL does not answer: what needs it is refused until it does.', { error })
  }
}

async function tryOnce(engine: Engine): Promise<void> {
  try {
    const connection = await engine.connect()
    connection.release()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (!(cause instanceof Error) || !isRefusal(cause)) return
    await engine.close()
    throw refused(cause)
  }
}
