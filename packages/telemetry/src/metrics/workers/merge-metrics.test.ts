import { describe, expect, it } from 'vitest'
import { writeMetrics } from '../exposition.ts'
import { Metrics } from '../metrics.ts'
import { lasting, mergeMetrics } from './merge-metrics.ts'
import { readFigures, writeFigures } from './metrics-message.ts'

/** A process that has counted, and measured. */
function counted(times: number, measured: number) {
  const metrics = new Metrics()
  const logins = metrics.counter('logins_total', { help: 'Logins.', labels: ['status'] })
  logins.add(times, { status: 'ok' })
  if (times > 1) logins.inc({ status: 'refused' })
  const sizes = metrics.histogram('size_bytes', { help: 'Sizes.', buckets: [10] })
  for (let at = 0; at < times; at++) sizes.observe(at * 8)
  metrics.gauge('open', { help: 'Open.' }).set(measured)
  metrics.gauge('lag', { help: 'Lag.', acrossWorkers: 'max' }).set(measured)
  metrics.gauge('begun', { help: 'Begun.', acrossWorkers: 'min' }).set(measured)
  metrics.gauge('busy', { help: 'Busy.', acrossWorkers: 'mean' }).set(measured)
  return metrics.snapshot()
}

describe('mergeMetrics()', () => {
  it('adds counters and histograms series by series, and combines gauges as they say', () => {
    const text = writeMetrics(mergeMetrics([counted(1, 4), counted(3, 2)]))
    for (const line of [
      'logins_total{status="ok"} 4',
      'logins_total{status="refused"} 1',
      'size_bytes_bucket{le="10"} 3',
      'size_bytes_bucket{le="+Inf"} 4',
      'size_bytes_sum 24',
      'size_bytes_count 4',
      'open 6',
      'lag 4',
      'begun 2',
      'busy 3',
    ])
      expect(text).toContain(`${line}\n`)
  })

  it('takes the counters and histograms of the dead, and not their gauges', () => {
    const text = writeMetrics(mergeMetrics([counted(1, 4), lasting(counted(3, 2))]))
    expect(text).toContain('logins_total{status="ok"} 4\n')
    expect(text).toContain('open 4\n')
  })

  it('is what the one process has, where there is one', () => {
    expect(mergeMetrics([counted(3, 2)])).toEqual(counted(3, 2))
  })

  it('leaves out what is another metric under the same name', () => {
    const other = new Metrics()
    other.histogram('size_bytes', { help: 'Sizes.', buckets: [10, 100] }).observe(1)
    other.gauge('logins_total', { help: 'Logins.' }).set(7)
    const text = writeMetrics(mergeMetrics([counted(1, 1), other.snapshot()]))
    expect(text).toContain('size_bytes_count 1\n')
    expect(text).toContain('logins_total{status="ok"} 1\n')
    expect(text).not.toContain('logins_total 7')
  })
})

describe('figures between processes', () => {
  it('arrive as they were, numbers that JSON has no word for too', () => {
    const metrics = new Metrics()
    const gauge = metrics.gauge('odd', { help: 'Odd.', labels: ['number'] })
    for (const number of [NaN, Infinity, -Infinity, 0.1]) gauge.set(number, { number })
    const snapshot = metrics.snapshot()
    expect(readFigures(writeFigures(snapshot))).toEqual(snapshot)
    expect(writeMetrics(snapshot)).toContain('odd{number="-Infinity"} -Inf\n')
  })
})
