import cluster from 'node:cluster'
import { type Dependency, type Logger, singleton } from 'vivace'
import type { MetricSnapshot } from './metric-snapshot.ts'
import type { Metrics } from './metrics.ts'
import type { MetricsReader, MetricsSource } from './sources/metrics-source.ts'
import { collectFromWorkers } from './workers/primary-collector.ts'
import { WorkerFigures } from './workers/worker-figures.ts'

/** What is read, and of whom. */
export interface MetricsReadingOptions {
  readonly metrics: Metrics
  readonly sources: readonly MetricsSource[]
  /** Whether the figures of all workers are read, or those of this process alone. */
  readonly ofAllWorkers: boolean
}

/** Reads metrics: of this process, or of all workers of `serve({ workers })`. */
export type ReadMetrics = (log: Logger) => Promise<readonly MetricSnapshot[]>

/** How long a source may take to look. Milliseconds. */
const patience = 2_000

/** Every process of a program makes its routers in the same order. */
let routers = 0

/** What reads metrics, as a singleton: it begins to tell the other processes when the app starts. */
export function metricsReading(options: MetricsReadingOptions): Dependency<ReadMetrics, 'app'> {
  const router = routers++
  const { metrics, sources, ofAllWorkers } = options
  if (ofAllWorkers) collectFromWorkers()
  const readers = singleton(
    Object.fromEntries(sources.map((source, at) => [String(at), source(metrics)])),
    (made): readonly MetricsReader[] => Object.values(made),
  )
  return singleton({ readers }, async function* ({ readers }): AsyncGenerator<ReadMetrics, void, unknown> {
    const count = (): readonly MetricSnapshot[] => {
      for (const reader of readers) reader.count?.()
      return metrics.snapshot()
    }
    const look = async (log?: Logger): Promise<readonly MetricSnapshot[]> => {
      await Promise.all(readers.map((reader) => lookOnce(reader, log)))
      return count()
    }
    if (!ofAllWorkers || !cluster.isWorker) {
      yield look
      return
    }
    const figures = new WorkerFigures({ router, count, look })
    yield () => figures.gather()
    await figures.stop()
  })
}

// A database that is down has no figures, and everything else has.
async function lookOnce(reader: MetricsReader, log: Logger | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    const looking = reader.look?.()
    if (looking === undefined) return
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`It took more than ${patience} ms.`)), patience)
    })
    await Promise.race([looking, late])
  } catch (error) {
    log?.warn('Some metrics could not be read.', { error })
  } finally {
    clearTimeout(timer)
  }
}
