import { singleton, type ValuesOf } from 'vivace'
import type { CheckInputs } from '../../health/health-check.ts'
import type { MetricsReader, MetricsSource } from './metrics-source.ts'

/** A queue at this moment. */
export interface QueueFigures {
  /** How many entries there are in each state: `{ waiting: 12, running: 2, dead: 0 }`. */
  readonly entries: Readonly<Record<string, number>>
  /** For how long the oldest one has waited. Milliseconds. */
  readonly oldest?: number
}

/**
 * Figures of a queue, by its name. The queue is one, however many workers look at it: over several workers the largest
 * figure counts.
 *
 *     queueMetrics('mail', { tasks }, async ({ tasks }) => ({ entries: await tasks.countByState('mail') }))
 *     // queue_entries{queue="mail",state="waiting"} 12
 */
export function queueMetrics<const Inputs extends CheckInputs>(
  queue: string,
  inputs: Inputs,
  read: (values: ValuesOf<Inputs>) => QueueFigures | Promise<QueueFigures>,
): MetricsSource {
  return (metrics) => {
    const entries = metrics.gauge('queue_entries', {
      help: 'Entries of a queue, by their state.',
      labels: ['queue', 'state'],
      acrossWorkers: 'max',
    })
    const oldest = metrics.gauge('queue_oldest_age_seconds', {
      help: 'For how long the oldest entry of a queue has waited, in seconds.',
      labels: ['queue'],
      acrossWorkers: 'max',
    })
    return singleton(inputs, (values): MetricsReader => ({
      look: async () => {
        const figures = await read(values)
        for (const [state, count] of Object.entries(figures.entries)) entries.set(count, { queue, state })
        if (figures.oldest !== undefined) oldest.set(figures.oldest / 1e3, { queue })
      },
    }))
  }
}
