import { describe, expect, it } from 'vitest'
import { judgeMemory } from './judge-memory.ts'
import type { Vitals } from './judge-memory.ts'

const vitals = (heap: number, others: Partial<Vitals> = {}): Vitals => ({
  heap,
  handles: 3,
  timers: 1,
  listeners: 4,
  ...others,
})

/** Twenty looks: four while everything gets warm, then the rest. */
const run = (last: Vitals): Vitals[] => [
  ...[10, 14, 18, 20].map((heap) => vitals(heap)),
  ...Array.from({ length: 15 }, () => vitals(20)),
  last,
]

describe('judgeMemory()', () => {
  it('takes a heap that is at the end as it was after a fifth', () => {
    expect(judgeMemory(run(vitals(21)))).toEqual([])
  })

  it('refuses one that has grown by more than 5 %', () => {
    expect(judgeMemory(run(vitals(21.2)))).toEqual([
      'the heap has grown by 6.0 % since a fifth of the requests',
    ])
  })

  it.each(['handles', 'timers', 'listeners'] as const)('refuses more %s than there were', (what) => {
    const faults = judgeMemory(run(vitals(20, { [what]: 9 })))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(`9 ${what}`)
  })

  it('takes fewer of them', () => {
    expect(judgeMemory(run(vitals(20, { handles: 1, timers: 0, listeners: 0 })))).toEqual([])
  })

  it('does not call nothing a success', () => {
    expect(judgeMemory([])).toHaveLength(1)
    expect(judgeMemory([vitals(1)])).toHaveLength(1)
  })
})
