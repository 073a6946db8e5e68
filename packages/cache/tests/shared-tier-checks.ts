import { expect, it } from 'vitest'
import type { Invalidation, SharedTier, SharedTiers } from '../src/shared/index.ts'

const value = { text: '"a"', tags: ['t'], ttl: 60_000, retention: 60_000 }

/** What every shared tier must do. `open` gives one process's end of it; two of them share what they keep. */
export function checkSharedTier(open: () => Promise<SharedTiers>): void {
  async function twoTiers(): Promise<{
    own: SharedTier
    other: SharedTier
    heard: Invalidation[]
    place: string
  }> {
    const heard: Invalidation[] = []
    const options = { namespace: 'notes', retention: 60_000 }
    const quiet = { invalidated: () => undefined, flush: () => undefined }
    const listener = {
      invalidated: (change: Invalidation) => void heard.push(change),
      flush: () => undefined,
    }
    const [first, second] = [await open(), await open()]
    const own = first.tier({ ...options, listener: quiet })
    const other = second.tier({ ...options, listener })
    return { own, other, heard, place: JSON.stringify(crypto.randomUUID()) }
  }

  it('gives a lease where there is nothing, and the same one to whoever comes later', async () => {
    const { own, other, place } = await twoTiers()
    const first = await own.lookUp(place)
    const second = await other.lookUp(place)
    expect(first).toMatchObject({ record: undefined, isFirst: true })
    expect(second).toMatchObject({ record: undefined, isFirst: false, token: first?.token })
    expect(await own.find(place)).toBe(undefined)
  })

  it('keeps what was loaded under a lease, for every process', async () => {
    const { own, other, place } = await twoTiers()
    const lookup = await own.lookUp(place)
    expect(await own.store(place, { ...value, ...lookup })).toMatchObject({ isKept: true })
    const record = await other.find(place)
    expect(record).toMatchObject({ text: '"a"', tags: ['t'] })
    expect((await other.lookUp(place))?.token).toBe(record?.id)
  })

  it('refuses what was loaded before an invalidation of its key, its tag or everything', async () => {
    const { own, other, place } = await twoTiers()
    for (const change of [{ places: [place] }, { tags: ['t'] }, { all: true }]) {
      const lookup = await own.lookUp(place)
      await other.invalidate(change)
      expect((await own.store(place, { ...value, ...lookup }))?.isKept).toBe(false)
      expect(await other.find(place)).toBe(undefined)
      // What is loaded from then on is kept again.
      const next = await own.lookUp(place)
      expect((await own.store(place, { ...value, ...next }))?.isKept).toBe(true)
      await other.invalidate({ places: [place] })
    }
  })

  it('removes records by key, by tag and altogether, and no others', async () => {
    const { own, other, place } = await twoTiers()
    const untouched = JSON.stringify(crypto.randomUUID())
    for (const change of [{ places: [place] }, { tags: ['t', 'u'] }]) {
      await own.store(place, value)
      await own.store(untouched, { ...value, tags: [] })
      await other.invalidate(change)
      expect(await own.find(place)).toBe(undefined)
      expect(await own.find(untouched)).toMatchObject({ text: '"a"' })
    }
    await other.invalidate({ all: true })
    expect(await own.find(untouched)).toBe(undefined)
  })

  it('tells the other processes, and not the one that says it', async () => {
    const { own, other, heard, place } = await twoTiers()
    await own.invalidate({ places: [place], tags: ['t'] })
    await own.store(place, value)
    await expect.poll(() => heard).toHaveLength(2)
    expect(heard[0]).toMatchObject({ places: [place], tags: ['t'] })
    expect(heard[1]).toMatchObject({ places: [place] })
    await other.invalidate({ all: true })
    expect(heard).toHaveLength(2)
  })

  it('gives the record that another process was faster with', async () => {
    const { own, other, place } = await twoTiers()
    const lookup = await own.lookUp(place)
    await other.store(place, { ...value, text: '"b"' })
    expect(await own.store(place, { ...value, ...lookup })).toMatchObject({
      isKept: false,
      record: { text: '"b"' },
    })
  })

  it('leaves a lease to whoever invalidates and asks for one', async () => {
    const { own, other, place } = await twoTiers()
    const reading = await other.lookUp(place)
    const writing = await own.invalidate({ places: [place] }, true)
    expect((await other.store(place, { ...value, ...reading }))?.isKept).toBe(false)
    expect((await own.store(place, { ...value, text: '"b"', ...writing }))?.isKept).toBe(true)
  })

  it('gives a released lease to the next one, and keeps nothing under it', async () => {
    const { own, other, place } = await twoTiers()
    const lookup = await own.lookUp(place)
    await own.renew(place, lookup?.token ?? '')
    await own.release(place, lookup?.token ?? '')
    expect((await other.lookUp(place))?.isFirst).toBe(true)
    expect((await own.store(place, { ...value, ...lookup }))?.isKept).toBe(false)
  })
}
