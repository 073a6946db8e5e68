import { describe, expect, it } from 'vitest'
import type { RateLimitStore, RateLimitTake } from '@vivace/limits'

/** A store under test, and the time that it counts by. */
export interface StoreUnderTest {
  readonly store: RateLimitStore
  /** Lets time pass: by hand, or by waiting. */
  readonly pass: (milliseconds: number) => Promise<void>
}

/** What every store must do. Windows are short, for a store may count by a clock that no test turns. */
export function storeConformance(name: string, open: () => StoreUnderTest): void {
  let keys = 0
  const take = (options: Partial<RateLimitTake> = {}): RateLimitTake => ({
    name: 'test',
    key: `${process.pid}-${Date.now()}-${keys++}`,
    limit: 5,
    window: 60_000,
    cost: 1,
    ...options,
  })
  const allowed = async (store: RateLimitStore, takes: readonly RateLimitTake[]): Promise<boolean> =>
    (await store.take(takes)).isAllowed

  describe(name, () => {
    it('gives a key exactly as many units as its limit has', async () => {
      const { store } = open()
      const asked = take()
      const verdicts = []
      for (let at = 0; at < 8; at++) verdicts.push(await store.take([asked]))
      expect(verdicts.map(({ isAllowed }) => isAllowed)).toEqual([
        true,
        true,
        true,
        true,
        true,
        false,
        false,
        false,
      ])
      expect(verdicts.map(({ states }) => states[0]?.remaining)).toEqual([4, 3, 2, 1, 0, 0, 0, 0])
    })

    it('gives exactly as many to many that ask at once', async () => {
      const { store } = open()
      const asked = take({ limit: 100 })
      const verdicts = await Promise.all(Array.from({ length: 1_000 }, async () => store.take([asked])))
      expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(100)
    })

    it('counts keys apart, and limits of one key', async () => {
      const { store } = open()
      const asked = take({ limit: 1 })
      expect(await allowed(store, [asked])).toBe(true)
      expect(await allowed(store, [asked])).toBe(false)
      expect(await allowed(store, [{ ...asked, key: `${asked.key}x` }])).toBe(true)
      expect(await allowed(store, [{ ...asked, name: 'other' }])).toBe(true)
    })

    it('counts limits of one name and window together, and windows apart', async () => {
      const { store } = open()
      const asked = take({ limit: 2 })
      expect((await store.take([asked])).states[0]?.remaining).toBe(1)
      expect((await store.take([{ ...asked, limit: 500 }])).states[0]?.remaining).toBe(498)
      expect(await allowed(store, [asked])).toBe(false)
      expect((await store.take([{ ...asked, window: 30_000 }])).states[0]?.remaining).toBe(1)
    })

    it('gives each unit back when its window is over, and not all at once', async () => {
      const { store, pass } = open()
      const asked = take({ limit: 2, window: 1_000 })
      expect(await allowed(store, [asked])).toBe(true)
      await pass(600)
      expect(await allowed(store, [asked])).toBe(true)
      expect(await allowed(store, [asked])).toBe(false)
      await pass(450)
      expect(await allowed(store, [asked])).toBe(true)
      expect(await allowed(store, [asked])).toBe(false)
      await pass(600)
      expect(await allowed(store, [asked])).toBe(true)
    })

    it('says how long until a unit more is there, and until the cost is', async () => {
      const { store } = open()
      const asked = take({ limit: 3 })
      const first = await store.take([asked])
      expect(first.states[0]).toMatchObject({ remaining: 2, retryAfter: 0 })
      expect(first.states[0]?.resetAfter).toBeGreaterThan(59_000)
      expect(first.states[0]?.resetAfter).toBeLessThanOrEqual(60_000)
      const refused = await store.take([{ ...asked, cost: 3 }])
      expect(refused).toMatchObject({ isAllowed: false, states: [{ remaining: 2 }] })
      expect(refused.states[0]?.retryAfter).toBe(refused.states[0]?.resetAfter)
    })

    it('takes as many units as a request costs, and only asks for none', async () => {
      const { store } = open()
      const asked = take({ limit: 10 })
      expect(await store.take([{ ...asked, cost: 0 }])).toEqual({
        isAllowed: true,
        states: [{ remaining: 10, resetAfter: 0, retryAfter: 0 }],
      })
      expect((await store.take([{ ...asked, cost: 7 }])).states[0]?.remaining).toBe(3)
      expect(await allowed(store, [{ ...asked, cost: 4 }])).toBe(false)
      expect((await store.take([{ ...asked, cost: 3 }])).states[0]?.remaining).toBe(0)
    })

    it('never lets a request pass that costs more than the limit, and says to wait', async () => {
      const { store } = open()
      const asked = take({ limit: 2, cost: 3 })
      const verdict = await store.take([asked])
      expect(verdict).toMatchObject({ isAllowed: false, states: [{ remaining: 2 }] })
      expect(verdict.states[0]?.retryAfter).toBe(60_000)
    })

    it('takes from all of several limits or from none', async () => {
      const { store } = open()
      const [wide, narrow] = [take({ limit: 10, name: 'wide' }), take({ limit: 2, name: 'narrow' })]
      for (let at = 0; at < 5; at++) await store.take([wide, narrow])
      const verdict = await store.take([wide, narrow])
      expect(verdict).toMatchObject({
        isAllowed: false,
        states: [{ remaining: 8, retryAfter: 0 }, { remaining: 0 }],
      })
      expect(verdict.states[1]?.retryAfter).toBeGreaterThan(0)
    })

    it('counts limits above a hundred by grains: never too many, and back a hundredth of the window late at the most', async () => {
      const { store, pass } = open()
      const asked = take({ limit: 500, window: 1_000, cost: 250 })
      expect(await allowed(store, [asked])).toBe(true)
      await pass(500)
      expect(await allowed(store, [asked])).toBe(true)
      expect(await allowed(store, [{ ...asked, cost: 1 }])).toBe(false)
      await pass(520)
      expect(await allowed(store, [asked])).toBe(true)
      expect(await allowed(store, [{ ...asked, cost: 1 }])).toBe(false)
    })
  })
}
