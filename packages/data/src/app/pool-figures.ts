import type { Engine } from '../engine/engine.ts'

/** A pool of connections at this moment, as `poolMetrics` of `@vivace/telemetry` reads it. */
export interface DatabasePoolFigures {
  readonly used: number
  readonly idle: number
  readonly waiting: number
  readonly max?: number
}

/**
 * The figures of a database's connections, for metrics.
 *
 *     poolMetrics('main', { engine: db.engine }, ({ engine }) => poolFigures(engine))
 *     // db_pool_connections{pool="main",state="used"} 3
 */
export function poolFigures({ stats }: Engine): DatabasePoolFigures {
  const { size, inUse, waiting, max } = stats
  return { used: inUse, idle: size - inUse, waiting, ...(max === undefined ? {} : { max }) }
}
