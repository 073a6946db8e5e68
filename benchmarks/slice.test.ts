import { describe, expect, it } from 'vitest'
import { coreUse } from './core-time.ts'
import { whyDropped } from './slice.ts'

const result = { requests: 1000, seconds: 1, p50: 1, p99: 2, failures: 0 }

describe('coreUse()', () => {
  const start = { used: 100, waited: 10, usedByOthers: 20, stolen: 0 }

  it('tells what the server used of the core', () => {
    const use = coreUse(start, { used: 1080, waited: 10, usedByOthers: 20, stolen: 0 }, 1000)
    expect(use).toEqual({ used: 980, busy: 0.98, taken: 0 })
  })

  it('counts waiting for other processes and for the host as taken', () => {
    const use = coreUse(start, { used: 900, waited: 110, usedByOthers: 20, stolen: 50 }, 1000)
    expect(use.taken).toBeCloseTo(0.15)
  })

  it("does not count waiting for the server's own threads", () => {
    const use = coreUse(start, { used: 1080, waited: 60, usedByOthers: 90, stolen: 0 }, 1000)
    expect(use.taken).toBe(0)
  })
})

describe('whyDropped()', () => {
  it('keeps a slice in which the server had its core and used it', () => {
    expect(whyDropped(result, { used: 980, busy: 0.98, taken: 0.01 })).toBeUndefined()
  })

  it('drops a slice in which others had the core', () => {
    const reason = whyDropped(result, { used: 800, busy: 0.8, taken: 0.2 })
    expect(reason).toBe('other processes had 20 % of the core')
  })

  it('drops a slice in which the load was too weak', () => {
    const reason = whyDropped(result, { used: 500, busy: 0.5, taken: 0 })
    expect(reason).toBe('the load kept the server only 50 % busy')
  })

  it('drops a slice with failed requests', () => {
    expect(whyDropped({ ...result, failures: 3 }, undefined)).toBe('3 requests failed')
  })

  it('keeps a slice where the machine does not tell who had the core', () => {
    expect(whyDropped(result, undefined)).toBeUndefined()
  })
})
