import type { MetricSnapshot, SeriesSnapshot } from '../metric-snapshot.ts'

/**
 * The metrics of several processes as one: counters and histograms are added, gauges are combined as they say
 * (`acrossWorkers`). The first that has a metric says what it is; what is another one under its name, as after a new
 * version of the program, is left out.
 *
 *     mergeMetrics([ofOneWorker, ofTheOther])
 */
export function mergeMetrics(processes: readonly (readonly MetricSnapshot[])[]): readonly MetricSnapshot[] {
  const byName = new Map<string, MetricSnapshot[]>()
  for (const metric of processes.flat()) {
    const same = byName.get(metric.name)
    if (same === undefined) byName.set(metric.name, [metric])
    else if (same[0] !== undefined && isSame(same[0], metric)) same.push(metric)
  }
  return [...byName.values()].flatMap(mergeMetric)
}

/** What outlives the process that has counted it: counters and histograms. */
export function lasting(metrics: readonly MetricSnapshot[]): readonly MetricSnapshot[] {
  return metrics.filter(({ kind }) => kind !== 'gauge')
}

function isSame(one: MetricSnapshot, other: MetricSnapshot): boolean {
  return one.kind === other.kind && one.buckets.join() === other.buckets.join()
}

function mergeMetric(metrics: readonly MetricSnapshot[]): MetricSnapshot[] {
  const [first] = metrics
  if (first === undefined) return []
  const byLabels = new Map<string, (readonly number[])[]>()
  for (const [labels, numbers] of metrics.flatMap(({ series }) => series)) {
    const same = byLabels.get(labels)
    if (same === undefined) byLabels.set(labels, [numbers])
    else same.push(numbers)
  }
  const series = [...byLabels].map(([labels, all]): SeriesSnapshot => [labels, combined(first, all)])
  return [{ ...first, series }]
}

function combined({ combination }: MetricSnapshot, all: readonly (readonly number[])[]): readonly number[] {
  const [first = []] = all
  return first.map((_, at) => {
    const numbers = all.map((each) => each[at] ?? 0)
    switch (combination) {
      case 'max':
        return Math.max(...numbers)
      case 'min':
        return Math.min(...numbers)
      case 'mean':
        return sum(numbers) / numbers.length
      case 'sum':
        return sum(numbers)
    }
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
