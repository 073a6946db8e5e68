import { singleton, type ValuesOf } from 'vivace'
import type { CheckInputs } from '../../health/health-check.ts'
import type { MetricsReader, MetricsSource } from './metrics-source.ts'

/** A pool of connections at this moment. */
export interface PoolFigures {
  /** Connections with something to do. */
  readonly used: number
  /** Connections with nothing to do. */
  readonly idle: number
  /** Who waits for one. */
  readonly waiting: number
  /** How many there can be at most. */
  readonly max?: number
}

/**
 * Figures of a pool of connections to a database, by its name.
 *
 *     poolMetrics('main', { pool }, ({ pool }) => ({
 *       used: pool.totalCount - pool.idleCount,
 *       idle: pool.idleCount,
 *       waiting: pool.waitingCount,
 *     }))
 *     // db_pool_connections{pool="main",state="used"} 3
 */
export function poolMetrics<const Inputs extends CheckInputs>(
  pool: string,
  inputs: Inputs,
  read: (values: ValuesOf<Inputs>) => PoolFigures,
): MetricsSource {
  return (metrics) => {
    const connections = metrics.gauge('db_pool_connections', {
      help: 'Connections of a pool, by whether they have something to do.',
      labels: ['pool', 'state'],
    })
    const waiting = metrics.gauge('db_pool_waiting_requests', {
      help: 'Requests that wait for a connection of a pool.',
      labels: ['pool'],
    })
    const most = metrics.gauge('db_pool_max_connections', {
      help: 'How many connections a pool can have.',
      labels: ['pool'],
    })
    return singleton(inputs, (values): MetricsReader => ({
      look: () => {
        const figures = read(values)
        connections.set(figures.used, { pool, state: 'used' })
        connections.set(figures.idle, { pool, state: 'idle' })
        waiting.set(figures.waiting, { pool })
        if (figures.max !== undefined) most.set(figures.max, { pool })
      },
    }))
  }
}
