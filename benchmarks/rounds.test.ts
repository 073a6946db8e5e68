import { describe, expect, it } from 'vitest'
import { measureRun, orderOfRun, timeLimit } from './rounds.ts'
import { runtimes } from './runtimes.ts'
import type { Server } from './servers.ts'
import { WrongAnswers } from './slice.ts'
import type { Place, Slice } from './slice.ts'

const [runtime] = runtimes.filter(({ name }) => name === 'Node')
if (runtime === undefined) throw new Error('there is no Node runtime')
const named = (name: string): Server => ({ name, file: `servers/${name}.ts`, runtime, packages: [] })
const run = { servers: [named('raw'), named('ours')], workloads: ['W1', 'W2'], rounds: 2, seed: 1 } as const
const places = orderOfRun(run)
const slow = 'other processes had 9 % of the core'

function sliceOf({ server, workload, round }: Place, dropped?: string): Slice {
  const figures = { requestsPerSecond: 1000, cpu: 1, p50: 1, p99: 1, memory: 1, startUp: 1 }
  return { server: server.name, workload, round, ...figures, dropped }
}

const silent = { tried: () => undefined }

describe('orderOfRun()', () => {
  it('measures every server on every workload in every round', () => {
    const labels = places.map(({ server, workload, round }) => `${server.name} ${workload} ${round}`)
    expect(new Set(labels).size).toBe(8)
    expect(places.map(({ round }) => round)).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
  })

  it('keeps the servers of a workload together', () => {
    expect(places[0]?.workload).toBe(places[1]?.workload)
    expect(places[2]?.workload).toBe(places[3]?.workload)
  })

  it('is repeated by its seed', () => {
    expect(orderOfRun(run)).toEqual(places)
  })
})

describe('measureRun()', () => {
  it('tries a disturbed slice again', async () => {
    let calls = 0
    const measure = async (place: Place): Promise<Slice> => sliceOf(place, calls++ === 0 ? slow : undefined)
    const { slices } = await measureRun(places.slice(0, 1), measure, silent)
    expect(slices).toMatchObject([{ dropped: undefined }])
    expect(calls).toBe(2)
  })

  it('keeps a slice as it is after three disturbed tries', async () => {
    const told: unknown[] = []
    const progress = { tried: (...args: unknown[]) => told.push(args[2]) }
    const { slices } = await measureRun(places.slice(0, 1), async (place) => sliceOf(place, slow), progress)
    expect(slices).toMatchObject([{ dropped: slow }])
    expect(told).toEqual([slow, slow, slow])
  })

  it('ends after a whole round when there is no time for another', async () => {
    const progress = { tried: () => undefined, hasTimeFor: () => false }
    const { slices } = await measureRun(places, async (place) => sliceOf(place), progress)
    expect(slices.map(({ round }) => round)).toEqual([1, 1, 1, 1])
  })

  it('leaves a server with wrong answers out at once and goes on with the others', async () => {
    const measure = async (place: Place): Promise<Slice> => {
      if (place.server.name === 'ours') throw new WrongAnswers(['W3 lets the password out'])
      return sliceOf(place)
    }
    const { slices, leftOut } = await measureRun(places, measure, silent)
    expect(leftOut).toEqual([{ server: 'ours', reasons: ['W3 lets the password out'] }])
    expect(slices).toHaveLength(4)
  })

  it('leaves a server out that does not start in three tries', async () => {
    let calls = 0
    const measure = (): Promise<Slice> => Promise.reject(new Error(`try ${++calls}`))
    const { leftOut } = await measureRun(places.slice(0, 1), measure, silent)
    expect(leftOut).toMatchObject([{ reasons: ['try 3'] }])
  })
})

describe('timeLimit()', () => {
  it('has time for a round that ends in time if it takes as long as those before', () => {
    let now = 0
    const hasTimeFor = timeLimit(100, () => now)
    now = 50
    expect(hasTimeFor(2)).toBe(true)
    now = 67
    expect(hasTimeFor(3)).toBe(false)
  })
})
