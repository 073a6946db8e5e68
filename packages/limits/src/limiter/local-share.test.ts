import { describe, expect, it } from 'vitest'
import { localShare } from './local-share.ts'

const take = { name: 'x', key: 'k', limit: 100, window: 60_000, cost: 1 }

describe('localShare()', () => {
  it.each([
    [1, 100],
    [3, 33],
    [100, 1],
    [1_000, 1],
  ])('of %i processes is %i of a hundred', (processes, limit) => {
    expect(localShare(take, processes)).toEqual({ ...take, limit })
  })

  it('lets pass what costs more than the share, and not what costs more than the limit', () => {
    expect(localShare({ ...take, cost: 40 }, 4)).toMatchObject({ limit: 25, cost: 25 })
    expect(localShare({ ...take, cost: 101 }, 4)).toMatchObject({ limit: 25, cost: 101 })
  })
})
