import { describe, expect, it } from 'vitest'
import type { Slice } from './slice.ts'
import { summarise, summariseStart } from './summary.ts'

type Measured = Pick<Slice, 'round' | 'requestsPerSecond'> & Partial<Slice>

const slice = (server: string, { requestsPerSecond, ...rest }: Measured): Slice => ({
  server,
  workload: 'W1',
  turn: 1,
  requestsPerSecond,
  cpu: 1e6 / requestsPerSecond,
  p50: 1,
  p99: 2,
  memory: 60,
  startUp: 80,
  dropped: undefined,
  ...rest,
})
const place = { server: 'ours', workload: 'W1' } as const
const disturbed = { dropped: 'other processes had 9 % of the core' }

describe('summarise()', () => {
  it('divides each slice by the one of the baseline in the same turn, which was measured beside it', () => {
    const slices = [
      slice('raw', { round: 1, turn: 1, requestsPerSecond: 1000 }),
      slice('raw', { round: 1, turn: 2, requestsPerSecond: 500 }),
      slice('ours', { round: 1, turn: 1, requestsPerSecond: 900 }),
      slice('ours', { round: 1, turn: 2, requestsPerSecond: 450 }),
    ]
    expect(summarise(slices, place, 'raw')?.speed).toMatchObject({ lower: 0.9, median: 0.9, upper: 0.9 })
  })

  it('divides each slice by the one of the baseline in the same round', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1000 }),
      slice('raw', { round: 2, requestsPerSecond: 2000 }),
      slice('ours', { round: 1, requestsPerSecond: 900 }),
      slice('ours', { round: 2, requestsPerSecond: 1800 }),
    ]
    expect(summarise(slices, place, 'raw')).toMatchObject({
      kept: 2,
      measured: 2,
      isCostRough: false,
      requestsPerSecond: 1350,
      speed: { lower: 0.9, median: 0.9, upper: 0.9, count: 2 },
    })
  })

  it('drops disturbed slices, and takes the median of the baseline where its slice was dropped', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1000 }),
      slice('raw', { round: 2, requestsPerSecond: 10, ...disturbed }),
      slice('ours', { round: 1, requestsPerSecond: 10, ...disturbed }),
      slice('ours', { round: 2, requestsPerSecond: 500 }),
    ]
    expect(summarise(slices, place, 'raw')).toMatchObject({
      kept: 1,
      measured: 2,
      isCostRough: false,
      speed: { median: 0.5 },
    })
  })

  it('tells the cost alone, as rough, when nothing but disturbed slices is left', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1000 }),
      slice('ours', { round: 1, requestsPerSecond: 500, ...disturbed }),
    ]
    expect(summarise(slices, place, 'raw')).toMatchObject({
      kept: 0,
      requestsPerSecond: undefined,
      speed: undefined,
      p50: undefined,
      isCostRough: true,
      cost: { median: 2 },
    })
  })

  it('tells the cost as a ratio of processor time', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1000 }),
      slice('ours', { round: 1, requestsPerSecond: 500 }),
    ]
    expect(summarise(slices, place, 'raw')).toMatchObject({ cpu: 2000, cost: { median: 2 } })
  })

  it('has no cost where processor time cannot be read', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1000, cpu: undefined }),
      slice('ours', { round: 1, requestsPerSecond: 500, cpu: undefined }),
    ]
    expect(summarise(slices, place, 'raw')).toMatchObject({ cpu: undefined, cost: undefined })
  })

  it('is undefined for what was not measured', () => {
    expect(summarise([slice('raw', { round: 1, requestsPerSecond: 1000 })], place, 'raw')).toBeUndefined()
  })
})

describe('summariseStart()', () => {
  it('compares the starts of all workloads', () => {
    const slices = [
      slice('raw', { round: 1, requestsPerSecond: 1 }),
      slice('ours', { round: 1, requestsPerSecond: 1, startUp: 120 }),
      slice('ours', { round: 2, requestsPerSecond: 1, startUp: 160 }),
    ]
    expect(summariseStart(slices, 'ours', 'raw')).toMatchObject({ startUp: 140, ratio: { median: 1.75 } })
  })
})
