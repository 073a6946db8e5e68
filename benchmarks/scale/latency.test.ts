import { describe, expect, it } from 'vitest'
import { latencyOf, loadCells, loadFaults, loadHead, milliseconds } from './latency.ts'

describe('latencyOf()', () => {
  it('tells the percentiles of a sample in any order', () => {
    const times = Float64Array.from({ length: 101 }, (_, at) => 100 - at)
    expect(latencyOf(times)).toEqual({ p50: 50, p95: 95, p99: 99, worst: 100 })
  })

  it('leaves the sample as it is', () => {
    const times = Float64Array.of(3, 1, 2)
    latencyOf(times)
    expect([...times]).toEqual([3, 1, 2])
  })

  it('is nothing for an empty sample', () => {
    expect(latencyOf([])).toEqual({ p50: 0, p95: 0, p99: 0, worst: 0 })
  })
})

const report = {
  answered: 3000,
  seconds: 2,
  latencies: Float64Array.of(1, 2, 3),
  lags: Float64Array.of(0.1, 0.1, 0.1),
  lost: 0,
  wrong: 0,
  examples: [],
  reopened: 0,
}

describe('what is told of a load', () => {
  it('has a cell for each column', () => {
    const cells = loadCells(report)
    expect(cells).toHaveLength(loadHead.length)
    expect(cells).toEqual(['1,500', '2.0 ms', '2.9 ms', '3.0 ms', '3.0 ms', '0.1 ms', '0', '0'])
  })

  it('has three digits that mean something', () => {
    expect([0.04, 99.94, 432.1].map(milliseconds)).toEqual(['0.0 ms', '99.9 ms', '432 ms'])
  })

  it('is a fault when a request was lost or answered wrongly', () => {
    expect(loadFaults('raw', report)).toEqual([])
    expect(loadFaults('raw', { ...report, lost: 1, examples: ['reset'] })).toEqual([
      'raw: 1 requests lost, 0 wrong answers (reset)',
    ])
    expect(loadFaults('raw', { ...report, wrong: 1 })).toHaveLength(1)
  })
})
