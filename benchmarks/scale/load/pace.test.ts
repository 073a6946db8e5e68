import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

describe('Pace', () => {
  it('spreads requests evenly over the time', () => {
    const pace = new Pace(1000, 2)
    expect(pace.total).toBe(2000)
    expect([0, 1, 1999].map((at) => pace.intended(at))).toEqual([0, 1, 1999])
  })

  it('tells how many are due, none before the start and no more than there are', () => {
    const pace = new Pace(500, 1)
    expect([-1, 0, 1.9, 2, 999, 5000].map((elapsed) => pace.due(elapsed))).toEqual([0, 1, 1, 2, 500, 500])
  })

  it('is due at every time that it intends', () => {
    const pace = new Pace(4000, 1)
    for (let at = 0; at < pace.total; at++) expect(pace.due(pace.intended(at) + 1e-6)).toBe(at + 1)
  })

  it('sends at least one request', () => {
    expect(new Pace(0.1, 1).total).toBe(1)
  })
})
