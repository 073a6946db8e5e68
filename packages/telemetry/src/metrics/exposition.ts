import type { MetricSnapshot, SeriesSnapshot } from './metric-snapshot.ts'

/**
 * Metrics in the exposition format of Prometheus, version 0.0.4.
 *
 *     writeMetrics(metrics.snapshot())    // '# HELP logins_total Logins.\n# TYPE logins_total counter\nlogins_total 7\n'
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function writeMetrics(metrics: readonly MetricSnapshot[]): string {
  return metrics.map(writeMetric).join('')
}

function writeMetric(metric: MetricSnapshot): string {
  const { name, kind } = metric
  const help = metric.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  const lines = metric.series.flatMap((series) =>
    kind === 'histogram' ? histogramLines(metric, series) : [line(name, series[0], series[1][0] ?? 0)],
  )
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines, ''].join('\n')
}

function histogramLines({ name, buckets }: MetricSnapshot, [labels, numbers]: SeriesSnapshot): string[] {
  const bounds = [...buckets, Infinity]
  let count = 0
  const inBuckets = bounds.map((bound, at) => {
    count += numbers[at] ?? 0
    const le = `le="${numberText(bound)}"`
    return line(`${name}_bucket`, labels === '' ? le : `${labels},${le}`, count)
  })
  return [
    ...inBuckets,
    line(`${name}_sum`, labels, numbers[bounds.length] ?? 0),
    line(`${name}_count`, labels, count),
  ]
}

function line(name: string, labels: string, value: number): string {
  return `${labels === '' ? name : `${name}{${labels}}`} ${numberText(value)}`
}

function numberText(value: number): string {
  if (value === Infinity) return '+Inf'
  return value === -Infinity ? '-Inf' : String(value)
}
