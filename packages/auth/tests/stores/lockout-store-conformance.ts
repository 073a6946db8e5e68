import type { LockoutRule, LockoutVerdict } from '@vivace/auth'
import { expect, it } from 'vitest'
import type { StoresUnderTest } from './open-stores.ts'

const start = 1_700_000_000_000
const rule: LockoutRule = { limit: 3, window: 900_000, firstWait: 1_000, longestWait: 60_000 }

/** What every store of attempts must do. */
export function lockoutStoreConformance(open: () => StoresUnderTest): void {
  const lockouts = (): StoresUnderTest['one']['lockouts'] => open().one.lockouts
  const reserve = (key: string, now: number, changes: Partial<LockoutRule> = {}): Promise<LockoutVerdict> =>
    lockouts().reserve(key, { ...rule, ...changes }, now)

  it('lets as many attempts pass as the limit says, of all that come at once', async () => {
    const key = crypto.randomUUID()
    const verdicts = await Promise.all(
      Array.from({ length: 200 }, async (_, at) =>
        (at % 2 === 0 ? open().one : open().other).lockouts.reserve(key, { ...rule, limit: 10 }, start),
      ),
    )
    expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(10)
    for (const { isAllowed, waitUntil } of verdicts) if (!isAllowed) expect(waitUntil).toBe(start + 1_000)
  })

  it('makes each further attempt wait twice as long, and none longer than the longest', async () => {
    const key = crypto.randomUUID()
    const waits: number[] = []
    let now = start
    for (let at = 0; at < 12; at++) {
      const { isAllowed, waitUntil, attempts } = await reserve(key, now)
      expect([isAllowed, attempts]).toEqual([true, at + 1])
      if (waitUntil === 0) continue
      waits.push((waitUntil - now) / 1_000)
      expect(await reserve(key, waitUntil - 1)).toEqual({ isAllowed: false, attempts, waitUntil })
      now = waitUntil
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  })

  it('forgets attempts when the window after the first one is over, or after the last wait', async () => {
    const key = crypto.randomUUID()
    await reserve(key, start)
    expect(await reserve(key, start + 899_999)).toMatchObject({ attempts: 2, waitUntil: 0 })
    expect(await reserve(key, start + 900_000)).toMatchObject({ attempts: 1, waitUntil: 0 })
    for (let at = 0; at < 2; at++) await reserve(key, start + 900_000)
    expect(await reserve(key, start + 901_000 + 899_999)).toMatchObject({ attempts: 4 })
    expect(await reserve(key, start + 4_000_000)).toMatchObject({ attempts: 1 })
  })

  it('waits after the first attempt where the limit is one', async () => {
    expect(await reserve(crypto.randomUUID(), start, { limit: 1 })).toMatchObject({
      isAllowed: true,
      waitUntil: start + 1_000,
    })
  })

  it('takes an attempt back that was never judged', async () => {
    const key = crypto.randomUUID()
    for (let at = 0; at < 3; at++) await reserve(key, start)
    await lockouts().release(key)
    expect(await reserve(key, start)).toMatchObject({ isAllowed: true, attempts: 3 })
    expect(await reserve(key, start)).toMatchObject({ isAllowed: false })
    await lockouts().release('nothing')
  })

  it('forgets a key that is cleared, and keys apart', async () => {
    const [key, other] = [crypto.randomUUID(), crypto.randomUUID()]
    for (const one of [key, other]) for (let at = 0; at < 3; at++) await reserve(one, start)
    await lockouts().clear(key)
    expect(await reserve(key, start)).toMatchObject({ isAllowed: true, attempts: 1 })
    expect(await reserve(other, start)).toMatchObject({ isAllowed: false })
  })

  it('removes keys whose attempts were forgotten before a time', async () => {
    const key = crypto.randomUUID()
    await reserve(key, 1_000)
    expect(await lockouts().removeOver(901_000)).toBe(0)
    expect(await lockouts().removeOver(901_001)).toBe(1)
  })
}
