import { describe, expect, it } from 'vitest'
import type { Open } from './block.ts'
import { measureRun, orderOfRun, timeLimit } from './rounds.ts'
import { runtimes } from './runtimes.ts'
import type { Server } from './servers.ts'
import { WrongAnswers } from './slice.ts'

const [runtime] = runtimes.filter(({ name }) => name === 'Node')
if (runtime === undefined) throw new Error('there is no Node runtime')
const named = (name: string): Server => ({ name, file: `servers/${name}.ts`, runtime, packages: [] })
const servers = [named('raw'), named('ours')]
const run = { servers, workloads: ['W1', 'W2'], rounds: 2, turns: 3, seed: 1 } as const
const blocks = orderOfRun(run)

const figures = { requestsPerSecond: 1000, cpu: 1, p50: 1, p99: 1, memory: 1, startUp: 1, dropped: undefined }
const open: Open = async () => ({ measure: async () => figures, close: async () => undefined })
const silent = { tried: () => undefined }

describe('orderOfRun()', () => {
  it('has a block of every workload in every round, with every server in every turn', () => {
    expect(blocks.map(({ round }) => round)).toEqual([1, 1, 2, 2])
    expect(new Set(blocks.map(({ round, workload }) => `${round} ${workload}`)).size).toBe(4)
    for (const { turns } of blocks) {
      expect(turns).toHaveLength(3)
      for (const order of turns) expect(new Set(order)).toEqual(new Set(servers))
    }
  })

  it('is repeated by its seed', () => {
    expect(orderOfRun(run)).toEqual(blocks)
  })
})

describe('measureRun()', () => {
  it('measures every server on every workload, in every turn of every round', async () => {
    const { slices } = await measureRun(blocks, open, silent)
    const places = slices.map(({ server, workload, round, turn }) =>
      [server, workload, round, turn].join(' '),
    )
    expect(new Set(places).size).toBe(24)
  })

  it('ends after a whole round when there is no time for another', async () => {
    const { slices } = await measureRun(blocks, open, { ...silent, hasTimeFor: () => false })
    expect(new Set(slices.map(({ round }) => round))).toEqual(new Set([1]))
  })

  it('does not start again what it has left out', async () => {
    let starts = 0
    const refusing: Open = async (server, workload) => {
      if (server.name !== 'ours') return open(server, workload)
      starts += 1
      throw new WrongAnswers(['W3 lets the password out'])
    }
    const { slices, leftOut } = await measureRun(blocks, refusing, silent)
    expect(leftOut).toEqual([{ server: 'ours', reasons: ['W3 lets the password out'] }])
    expect([starts, slices.length]).toEqual([1, 12])
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
