import { describe, expect, it } from 'vitest'
import { measureBlock, type Open } from './block.ts'
import { runtimes } from './runtimes.ts'
import type { Server } from './servers.ts'
import { type Figures, WrongAnswers } from './slice.ts'

const [runtime] = runtimes.filter(({ name }) => name === 'Node')
if (runtime === undefined) throw new Error('there is no Node runtime')
const named = (name: string): Server => ({ name, file: `servers/${name}.ts`, runtime, packages: [] })
const [raw, ours] = [named('raw'), named('ours')]
const block = {
  round: 1,
  workload: 'W1',
  turns: [
    [raw, ours],
    [ours, raw],
  ],
} as const
const slow = 'other processes had 9 % of the core'
const figures: Figures = {
  requestsPerSecond: 1000,
  cpu: 1,
  p50: 1,
  p99: 1,
  memory: 1,
  startUp: 1,
  dropped: undefined,
}
const silent = (): void => undefined

/** Opens servers whose slices are what `measure` says, and notes what is done with them. */
function opening(measure: (server: string) => Promise<Figures>): { open: Open; events: string[] } {
  const events: string[] = []
  const open: Open = async ({ name }) => {
    events.push(`${name} opens`)
    return {
      measure: () => {
        events.push(name)
        return measure(name)
      },
      close: async () => void events.push(`${name} closes`),
    }
  }
  return { open, events }
}

describe('measureBlock()', () => {
  it('opens every server, times them in turn, and closes them', async () => {
    const { open, events } = opening(async () => figures)
    const { slices } = await measureBlock(block, open, silent)
    expect(events).toEqual([
      ...['raw opens', 'ours opens'],
      ...['raw', 'ours', 'ours', 'raw'],
      ...['raw closes', 'ours closes'],
    ])
    expect(slices.map(({ server, turn }) => [server, turn])).toEqual([
      ['raw', 1],
      ['ours', 1],
      ['ours', 2],
      ['raw', 2],
    ])
  })

  it('tries a disturbed slice again', async () => {
    let calls = 0
    const { open } = opening(async () => ({ ...figures, dropped: calls++ === 0 ? slow : undefined }))
    const { slices } = await measureBlock({ ...block, turns: [[raw]] }, open, silent)
    expect(slices).toMatchObject([{ dropped: undefined }])
    expect(calls).toBe(2)
  })

  it('keeps a slice as it is after three disturbed tries', async () => {
    const told: unknown[] = []
    const { open } = opening(async () => ({ ...figures, dropped: slow }))
    const { slices } = await measureBlock({ ...block, turns: [[raw]] }, open, (...args) => told.push(args[2]))
    expect(slices).toMatchObject([{ dropped: slow }])
    expect(told).toEqual([slow, slow, slow])
  })

  it('leaves a server with wrong answers out at once and goes on with the others', async () => {
    const { open } = opening(async () => figures)
    const refusing: Open = async (server, workload) => {
      if (server.name === 'ours') throw new WrongAnswers(['W3 lets the password out'])
      return open(server, workload)
    }
    const { slices, leftOut } = await measureBlock(block, refusing, silent)
    expect(leftOut).toEqual([{ server: 'ours', reasons: ['W3 lets the password out'] }])
    expect(slices).toHaveLength(2)
  })

  it('leaves a server out that does not start in three tries', async () => {
    let calls = 0
    const open: Open = () => Promise.reject(new Error(`try ${++calls}`))
    const { leftOut } = await measureBlock({ ...block, turns: [[raw]] }, open, silent)
    expect(leftOut).toMatchObject([{ reasons: ['try 3'] }])
  })

  it('leaves a server out, and closes it, whose slices fail three times', async () => {
    const { open, events } = opening(async (server) => {
      if (server === 'ours') throw new Error('it ended')
      return figures
    })
    const { slices, leftOut } = await measureBlock(block, open, silent)
    expect(leftOut).toEqual([{ server: 'ours', reasons: ['it ended'] }])
    expect(slices.map(({ server }) => server)).toEqual(['raw', 'raw'])
    expect(events.filter((event) => event === 'ours closes')).toHaveLength(1)
  })
})
