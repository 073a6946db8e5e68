import fc from 'fast-check'
import { App, DefinitionError, path, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { cache, CacheError, namespace } from '../src/index.ts'
import { opened } from '../src/cache/open-caches.ts'
import { Note, openNotes, type OpenedNotes } from './fixtures/notes.ts'
import { SimulatedServer } from './fixtures/simulated-tiers.ts'

/** A source that counts how often it is asked, and can be told to fail. */
function source() {
  const state = { asked: 0, fails: false, text: 'a' }
  return {
    state,
    load: async () => {
      state.asked += 1
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (state.fails) throw new Error('the source is down')
      return { text: state.text }
    },
  }
}

describe('getOrLoad()', () => {
  it('loads a value once, and answers it from memory until its lifetime is over', async () => {
    const { notes, clock } = openNotes({ ttl: '60s' })
    const { state, load } = source()
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    await clock.advance('59s')
    state.text = 'b'
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    await clock.advance('1s')
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'b' })
    expect(notes.stats()).toMatchObject({ loads: 2, memoryHits: 1, entries: 1 })
  })

  it('answers from the shared tier what another process has loaded, and fills memory with it', async () => {
    const server = new SimulatedServer()
    const [first, second] = [
      openNotes({}, { shared: server.process() }),
      openNotes({}, { shared: server.process() }),
    ]
    const { state, load } = source()
    await first.notes.getOrLoad('k', load)
    expect(await second.notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    expect(await second.notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    expect(state.asked).toBe(1)
    expect(second.notes.stats()).toMatchObject({ sharedHits: 1, memoryHits: 1, loads: 0 })
  })

  it('loads once for 1,000 who miss the same key at once (T55)', async () => {
    const { notes } = openNotes()
    const { state, load } = source()
    const values = await Promise.all(Array.from({ length: 1_000 }, () => notes.getOrLoad('k', load)))
    expect(state.asked).toBe(1)
    expect(new Set(values).size).toBe(1_000)
    expect(values.every(({ text }) => text === 'a')).toBe(true)
  })

  it('loads once in all processes where that is asked for', async () => {
    const server = new SimulatedServer()
    const processes = Array.from({ length: 3 }, () =>
      openNotes({ singleFlight: 'everywhere' }, { shared: server.process() }),
    )
    const { state, load } = source()
    const reads = processes.flatMap(({ notes }) =>
      Array.from({ length: 50 }, () => notes.getOrLoad('k', load)),
    )
    for (let turn = 0; turn < 5; turn += 1) for (const { clock } of processes) await clock.advance(25)
    for (const value of await Promise.all(reads)) expect(value).toEqual({ text: 'a' })
    expect(state.asked).toBe(1)
  })

  it('lets the next process load when the first one fails', async () => {
    const server = new SimulatedServer()
    const open = () => openNotes({ singleFlight: 'everywhere' }, { shared: server.process() })
    const [first, second] = [open(), open()]
    const failing = first.notes.getOrLoad('k', () => Promise.reject(new Error('down')))
    const waiting = second.notes.getOrLoad('k', () => ({ text: 'b' }))
    await expect(failing).rejects.toThrow('down')
    await second.clock.advance(25)
    expect(await waiting).toEqual({ text: 'b' })
  })

  it('gives each reader a copy of their own', async () => {
    const { notes } = openNotes()
    const first = await notes.getOrLoad('k', () => ({ text: 'a' }))
    first.text = 'changed'
    expect(await notes.get('k')).toEqual({ text: 'a' })
  })

  it('keeps nothing when there is nothing, and tells all who asked', async () => {
    const { notes } = openNotes()
    let asked = 0
    const none = (): undefined => void (asked += 1)
    expect(await Promise.all([notes.getOrLoad('k', none), notes.getOrLoad('k', none)])).toEqual([
      undefined,
      undefined,
    ])
    expect(await notes.getOrLoad('k', none)).toBe(undefined)
    expect(asked).toBe(2)
  })

  it('rejects with what the load rejects with, and tries again for the next one', async () => {
    const { notes } = openNotes()
    const { state, load } = source()
    state.fails = true
    await expect(notes.getOrLoad('k', load)).rejects.toThrow('the source is down')
    state.fails = false
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
  })

  it('mixes up nothing between 10,000 interleaved loads (T67)', async () => {
    const { notes } = openNotes({ entries: 500 })
    const reads = Array.from({ length: 10_000 }, async (_, at) => {
      const id = String(at % 700)
      const { text } = await notes.getOrLoad(id, async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return { text: id }
      })
      return text === id
    })
    expect((await Promise.all(reads)).every(Boolean)).toBe(true)
  })
})

describe('an old value', () => {
  it('is answered at once while one request loads a new one (stale-while-revalidate)', async () => {
    const { notes, clock } = openNotes({ ttl: '60s', staleWhileRevalidate: '30s' })
    const { state, load } = source()
    await notes.getOrLoad('k', load)
    await clock.advance('61s')
    state.text = 'b'
    expect(await Promise.all([notes.getOrLoad('k', load), notes.getOrLoad('k', load)])).toEqual([
      { text: 'a' },
      { text: 'a' },
    ])
    await clock.advance(0)
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'b' })
    expect(state.asked).toBe(2)
    await clock.advance('91s')
    state.text = 'c'
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'c' })
  })

  it('is answered when loading fails, within its grace, and the source is left in peace for a second', async () => {
    const { notes, clock } = openNotes({ ttl: '60s', grace: '1h' })
    const { state, load } = source()
    await notes.getOrLoad('k', load)
    await clock.advance('2m')
    state.fails = true
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    expect(state.asked).toBe(2)
    await clock.advance('1s')
    expect(await notes.getOrLoad('k', load)).toEqual({ text: 'a' })
    expect(state.asked).toBe(3)
    await clock.advance('1h')
    await expect(notes.getOrLoad('k', load)).rejects.toThrow('the source is down')
  })

  it('is not answered after it was deleted, whatever its grace', async () => {
    const { notes, clock } = openNotes({ ttl: '60s', grace: '1h' })
    const { state, load } = source()
    await notes.getOrLoad('k', load)
    await clock.advance('2m')
    await notes.delete('k')
    state.fails = true
    await expect(notes.getOrLoad('k', load)).rejects.toThrow('the source is down')
  })

  it.each([3_600_000, -3_600_000])('lives as long if the clock is set by %i ms (T70)', async (by) => {
    const { notes, clock } = openNotes()
    const { state, load } = source()
    await clock.advance('2h')
    const keys = Array.from({ length: 100 }, (_, at) => `k${at}`)
    const readAll = (): Promise<unknown> => Promise.all(keys.map((key) => notes.getOrLoad(key, load)))
    await readAll()
    clock.setBy(by)
    await readAll()
    expect(state.asked).toBe(100)
    await clock.advance('1h')
    await readAll()
    expect(state.asked).toBe(200)
  })
})

describe('writing and deleting', () => {
  it('write() keeps what the source gives back, in both tiers, and other processes follow', async () => {
    const server = new SimulatedServer()
    const [first, second] = [
      openNotes({}, { shared: server.process() }),
      openNotes({}, { shared: server.process() }),
    ]
    await second.notes.getOrLoad('k', () => ({ text: 'old' }))
    expect(await first.notes.write('k', () => ({ text: 'new' }))).toEqual({ text: 'new' })
    expect(await second.notes.get('k')).toEqual({ text: 'new' })
    expect(first.notes.stats().entries).toBe(1)
  })

  it('write() keeps nothing when the source fails', async () => {
    const { notes } = openNotes()
    await notes.set('k', { text: 'a' })
    await expect(notes.write('k', () => Promise.reject(new Error('conflict')))).rejects.toThrow('conflict')
    expect(await notes.get('k')).toBe(undefined)
  })

  it('deletes by key, by tag and altogether', async () => {
    const { notes } = openNotes({ tags: ({ value }) => [value.text] })
    for (const key of ['a1', 'a2', 'b1', 'b2', 'c']) await notes.set(key, { text: key.charAt(0) })
    await notes.delete('b1')
    await notes.deleteTags('a')
    expect(await Promise.all(['a1', 'a2', 'b1', 'b2'].map((key) => notes.get(key)))).toEqual([
      undefined,
      undefined,
      undefined,
      { text: 'b' },
    ])
    await notes.clear()
    expect(notes.stats().entries).toBe(0)
  })

  it('keeps nothing whose key, tag or namespace is invalidated while it is loaded, shared or not (T54)', async () => {
    const invalidations = [
      (notes: OpenedNotes) => notes.delete('k'),
      (notes: OpenedNotes) => notes.deleteTags('t'),
      (notes: OpenedNotes) => notes.clear(),
    ]
    for (const invalidate of invalidations)
      for (const shared of [undefined, new SimulatedServer().process()]) {
        const { notes } = openNotes({ tags: () => ['t'] }, shared === undefined ? {} : { shared })
        const old = await notes.getOrLoad('k', async () => {
          await invalidate(notes)
          return { text: 'old' }
        })
        expect(old).toEqual({ text: 'old' })
        expect(await notes.get('k')).toBe(undefined)
      }
  })

  it('lets nobody who asks after a deletion join a load that began before', async () => {
    const { notes } = openNotes()
    let answer = (_: { text: string }): void => undefined
    const early = notes.getOrLoad('k', () => new Promise<{ text: string }>((resolve) => (answer = resolve)))
    await new Promise((resolve) => setTimeout(resolve, 0))
    await notes.delete('k')
    expect(await notes.getOrLoad('k', () => ({ text: 'new' }))).toEqual({ text: 'new' })
    answer({ text: 'old' })
    expect(await early).toEqual({ text: 'old' })
    expect(await notes.get('k')).toEqual({ text: 'new' })
  })
})

describe('keys and values', () => {
  const anyKey = namespace({ name: 'any', key: z.unknown(), value: z.string(), ttl: '1m', entries: 10_000 })

  it('different keys never share a value, and equal ones do whatever the order of their members', async () => {
    const key = fc.letrec<{ key: unknown }>((tie) => ({
      key: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('key'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 3 }), tie('key'), { maxKeys: 3 }),
      ),
    })).key
    await fc.assert(
      fc.asyncProperty(key, key, async (left, right) => {
        const { caches } = opened(
          { any: anyKey },
          { shared: undefined, clock: openNotes().clock, log: silentLogger },
        )
        await caches.any.set(left, 'left')
        expect(await caches.any.get(reordered(left))).toBe('left')
        if (sorted(left) !== sorted(right)) expect(await caches.any.get(right)).toBe(undefined)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses keys of which different ones would look alike', async () => {
    const { caches } = opened(
      { any: anyKey },
      { shared: undefined, clock: openNotes().clock, log: silentLogger },
    )
    for (const key of [Number.NaN, new Map(), undefined, () => 1, new Date(0)])
      await expect(caches.any.get(key)).rejects.toThrow(CacheError)
  })

  it('refuses what the schemas refuse, and values that JSON does not bring back', async () => {
    const { caches } = opened(
      { dates: namespace({ name: 'dates', key: z.uuid(), value: z.date(), ttl: '1m', entries: 10 }) },
      { shared: undefined, clock: openNotes().clock, log: silentLogger },
    )
    const id = crypto.randomUUID()
    await expect(caches.dates.get('7')).rejects.toThrow("cache 'dates': the key is refused")
    await expect(caches.dates.set(id, new Date())).rejects.toThrow(
      "cache 'dates': the value, as JSON, is refused",
    )
  })

  it('gives a hit what a miss is given: what the schema makes of the JSON', async () => {
    const { caches } = opened(
      {
        days: namespace({
          name: 'days',
          key: z.string(),
          value: z.object({ on: z.coerce.date() }),
          ttl: '1m',
          entries: 10,
        }),
      },
      { shared: undefined, clock: openNotes().clock, log: silentLogger },
    )
    const miss = await caches.days.getOrLoad('k', () => ({ on: new Date('2026-11-21') }))
    expect(miss).toEqual({ on: new Date('2026-11-21') })
    expect(await caches.days.get('k')).toEqual(miss)
  })

  it('loads anew what an earlier version of the app has kept in another shape', async () => {
    const server = new SimulatedServer()
    const surroundings = { shared: server.process(), clock: openNotes().clock, log: silentLogger }
    const old = namespace({
      name: 'notes',
      key: z.string(),
      value: z.object({ title: z.string() }),
      ttl: '1m',
      entries: 10,
    })
    await opened({ old }, surroundings).caches.old.set('k', { title: 'a' })
    const { notes } = openNotes({}, { shared: server.process() })
    expect(await notes.get('k')).toBe(undefined)
    expect(await notes.getOrLoad('k', () => ({ text: 'b' }))).toEqual({ text: 'b' })
    expect(await notes.get('k')).toEqual({ text: 'b' })
  })
})

describe('memory', () => {
  it('never holds more bytes or entries than it may, under a flood of keys of any size (T55)', async () => {
    const keys = process.env['VIVACE_CACHE'] === 'long' ? 1_000_000 : 100_000
    const { notes } = openNotes({ entries: 2_000, bytes: '1mb', tags: ({ key }) => [key.charAt(0)] })
    let most = 0
    for (let at = 0; at < keys; at += 1) {
      await notes.set(`${at}`, { text: 'x'.repeat((at * 7919) % 3_000) })
      const { bytes, entries } = notes.stats()
      most = Math.max(most, bytes)
      if (bytes > 1_048_576 || entries > 2_000) throw new Error(`${bytes} bytes in ${entries} entries`)
    }
    expect(most).toBeGreaterThan(900_000)
    expect(await notes.get(`${keys - 1}`)).toBeDefined()
  })

  it('does not keep what is larger than all of it', async () => {
    const { notes } = openNotes({ bytes: '10kb' })
    await notes.set('k', { text: 'x'.repeat(10_000) })
    expect(notes.stats()).toMatchObject({ entries: 0, bytes: 0 })
  })
})

describe('cache()', () => {
  const profiles = namespace({
    name: 'user_profile',
    key: z.string(),
    value: Note,
    ttl: '300s',
    entries: 500,
  })

  it('is a singleton whose namespaces are typed', async () => {
    const caches = cache({ namespaces: { profiles }, redisUrl: false })
    const app = new App({ title: 'Notes', version: '1.0.0', log: silentLogger })
    app.get('/notes/{id}', { inputs: { caches, id: path(z.string()) }, returns: Note }, ({ caches, id }) =>
      caches.profiles.getOrLoad(id, () => ({ text: id })),
    )
    await using client = await testClient(app)
    expect((await client.get('/notes/7')).json()).toEqual({ text: '7' })
  })

  it('does not start with a namespace or an address that cannot be right', async () => {
    const start = async (options: Parameters<typeof cache>[0]): Promise<unknown> => {
      const app = new App({ title: 'Notes', version: '1.0.0', log: silentLogger })
      app.get('/', { inputs: { caches: cache(options) } }, () => 'never')
      return testClient(app).then(
        (client) => client[Symbol.asyncDispose](),
        (error: unknown) => error,
      )
    }
    const wrong = (change: object) => ({
      redisUrl: false as const,
      namespaces: {
        wrong: namespace({ name: 'a', key: z.string(), value: Note, ttl: '1s', entries: 1, ...change }),
      },
    })
    for (const change of [{ entries: 0 }, { entries: 1.5 }, { ttl: 0 }, { bytes: 0 }, { name: 'a b' }])
      expect(await start(wrong(change))).toMatchObject({ code: 'CACHE_NAMESPACE_INVALID' })
    expect(await start({ redisUrl: false, namespaces: { profiles, again: profiles } })).toMatchObject({
      code: 'CACHE_NAMESPACE_INVALID',
    })
    const refused = await start({ redisUrl: 'http://user:hunter2@127.0.0.1', namespaces: { profiles } })
    expect(refused).toBeInstanceOf(DefinitionError)
    expect(refused).toMatchObject({ code: 'REDIS_INVALID' })
    expect(String(refused)).not.toContain('hunter2')
  })
})

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  )
}

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reordered(member)]),
  )
}
