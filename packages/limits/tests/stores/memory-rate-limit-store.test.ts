import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { memoryRateLimitStore } from '@vivace/limits'
import { fakeClock } from 'vivace/testing'
import { storeConformance } from './store-conformance.ts'

storeConformance('memoryRateLimitStore()', () => {
  const clock = fakeClock('2026-01-01')
  return { store: memoryRateLimitStore({ clock }), pass: (milliseconds) => clock.advance(milliseconds) }
})

const asked = { name: 'test', key: 'a', limit: 3, window: 10_000, cost: 1 }

describe('memoryRateLimitStore()', () => {
  it('never gives more than the limit within any window, and never refuses what fits', () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 3 })), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(pauses, fc.integer({ min: 3, max: 150 }), (steps, limit) => {
        let now = 1_000_000
        const store = memoryRateLimitStore({ clock: { monotonic: () => now } })
        const grain = limit <= 100 ? 0 : 100
        const given: { readonly time: number; readonly cost: number }[] = []
        const givenSince = (start: number): number =>
          given.reduce((sum, { time, cost }) => (time > start ? sum + cost : sum), 0)
        for (const [pause, share] of steps) {
          now += pause
          const cost = Math.ceil((limit * share) / 4)
          const { isAllowed } = store.take([{ ...asked, limit, cost }])
          if (isAllowed) given.push({ time: now, cost })
          expect(givenSince(now - asked.window)).toBeLessThanOrEqual(limit)
          if (!isAllowed) expect(givenSince(now - asked.window - grain) + cost).toBeGreaterThan(limit)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('says the truth about the time to wait: after it, and not before, the request passes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 2, max: 300 }),
        (pauses, limit) => {
          let now = 5_000
          const store = memoryRateLimitStore({ clock: { monotonic: () => now } })
          const take = { ...asked, limit, cost: Math.ceil(limit / 2) }
          for (const pause of pauses) {
            now += pause
            const { isAllowed, states } = store.take([take])
            if (isAllowed) continue
            const wait = states[0]?.retryAfter ?? 0
            now += wait - 1
            expect(store.take([take]).isAllowed).toBe(false)
            now += 1
            expect(store.take([take]).isAllowed).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('does not grow with a flood of keys, and the flood forgets none of another limit', () => {
    const store = memoryRateLimitStore({ keys: 1_000, clock: { monotonic: () => 0 } })
    store.take([{ ...asked, name: 'login', limit: 1 }])
    for (let at = 0; at < 1_000_000; at++) store.take([{ ...asked, key: String(at) }])
    expect(store.size).toBe(1_001)
    expect(store.take([{ ...asked, name: 'login', limit: 1 }]).isAllowed).toBe(false)
  })

  it('keeps the keys that are asked for, and forgets those that were asked longest ago', () => {
    const store = memoryRateLimitStore({ keys: 2, clock: { monotonic: () => 0 } })
    const once = (key: string): boolean => store.take([{ ...asked, key, limit: 1 }]).isAllowed
    expect([once('a'), once('b'), once('a'), once('c')]).toEqual([true, true, false, true])
    expect([once('a'), once('b')]).toEqual([false, true])
  })

  it('forgets a key whose units have all been given back', () => {
    let now = 0
    const store = memoryRateLimitStore({ clock: { monotonic: () => now } })
    store.take([asked])
    now = 10_000
    store.take([{ ...asked, cost: 0 }])
    expect(store.size).toBe(0)
  })

  it('lets nobody wait longer than a window when the clock is set back, and gives nothing back early', () => {
    let now = 3_600_000
    const store = memoryRateLimitStore({ clock: { monotonic: () => now } })
    for (let at = 0; at < 3; at++) store.take([asked])
    now = 0
    expect(store.take([asked])).toMatchObject({ isAllowed: false, states: [{ retryAfter: 10_000 }] })
    now = 9_999
    expect(store.take([asked]).isAllowed).toBe(false)
    now = 10_000
    expect(store.take([asked]).isAllowed).toBe(true)
  })
})
