import { App, DefinitionError, type Logger, silentLogger, singleton } from 'vivace'
import { fakeClock, type FakeClock, testClient } from 'vivace/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cache } from '../src/index.ts'
import { openCaches } from '../src/cache/open-caches.ts'
import { notesNamespace, type OpenedNotes } from './fixtures/notes.ts'
import { freePort, noRedisServer, RedisServer } from '@vivace/fixtures'

describe.skipIf(noRedisServer !== undefined)(
  `a cache whose Redis is not always there${noRedisServer === undefined ? '' : ` (skipped: ${noRedisServer})`}`,
  () => {
    const closing: (() => Promise<void>)[] = []
    let redis: RedisServer
    beforeEach(async () => {
      redis = await RedisServer.open()
    })
    afterEach(async () => {
      for (const close of closing.splice(0)) await close()
      await redis[Symbol.asyncDispose]()
    })

    async function open(
      url: string = redis.url,
      log: Logger = silentLogger,
    ): Promise<{ notes: OpenedNotes; clock: FakeClock }> {
      const clock = fakeClock()
      const namespaces = { notes: notesNamespace({ tags: ({ value }) => [value.text] }) }
      const { caches, close } = await openCaches({
        namespaces,
        redisUrl: url,
        // A busy machine is no reason to fail; a frozen Redis is one soon enough.
        commandTimeout: 500,
        clock,
        log,
      })
      closing.push(close)
      return { notes: caches.notes, clock }
    }

    const isUsed = async (notes: OpenedNotes): Promise<boolean> => {
      await notes.set('probe', { text: 'x' })
      return (await redis.call('EXISTS', 'cache:notes:"probe"')) === 1
    }

    it('does not open where Redis refuses the password, and does not say it', async () => {
      const guarded = await RedisServer.open({ password: 'right' })
      closing.push(() => guarded[Symbol.asyncDispose]())
      for (const user of ['', ':hunter2@']) {
        const url = `redis://${user}127.0.0.1:${guarded.port}`
        const error: unknown = await open(url).catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(DefinitionError)
        expect(error).toMatchObject({ code: 'REDIS_INVALID' })
        expect(String(error)).not.toContain('hunter2')
      }
      const { notes } = await open(guarded.url)
      await notes.set('k', { text: 'a' })
      expect(await notes.get('k')).toEqual({ text: 'a' })
    })

    it('opens without Redis, and uses it when it is there', async () => {
      await redis.kill()
      const { notes } = await open()
      expect(await notes.getOrLoad('k', () => ({ text: 'a' }))).toEqual({ text: 'a' })
      await redis.start()
      await expect.poll(() => isUsed(notes)).toBe(true)
    })

    it('opens where nothing listens at all, and answers without waiting for it', async () => {
      const { notes } = await open(`redis://127.0.0.1:${await freePort()}`)
      const loads = Array.from({ length: 100 }, (_, at) =>
        notes.getOrLoad(`k${at}`, () => ({ text: `${at}` })),
      )
      expect((await Promise.all(loads)).map(({ text }) => text)).toEqual(loads.map((_, at) => `${at}`))
    })

    it('never answers from Redis what was deleted while Redis could not be reached', async () => {
      const [writer, reader] = [await open(), await open()]
      const changes = [
        (notes: OpenedNotes) => notes.delete('k'),
        (notes: OpenedNotes) => notes.deleteTags('old'),
        (notes: OpenedNotes) => notes.clear(),
        // More keys than are remembered one by one.
        (notes: OpenedNotes) => notes.delete('k', ...Array.from({ length: 1_100 }, (_, at) => `k${at}`)),
      ]
      for (const change of changes) {
        await writer.notes.set('k', { text: 'old' })
        await expect.poll(() => reader.notes.get('k')).toEqual({ text: 'old' })
        redis.freeze()
        await change(writer.notes)
        expect(await writer.notes.get('k')).toBe(undefined)
        redis.thaw()
        for (let look = 0; look < 50; look += 1) expect(await writer.notes.get('k')).toBe(undefined)
        await expect.poll(() => reader.notes.get('k')).toBe(undefined)
        // Until everything is made good, nothing is kept there.
        await expect.poll(() => isUsed(writer.notes)).toBe(true)
      }
    })

    it('believes its memory for two seconds when it hears nothing of the others', async () => {
      const { notes, clock } = await open()
      let asked = 0
      const load = () => ({ text: String((asked += 1)) })
      await notes.getOrLoad('k', load)
      await redis.kill()
      await expect.poll(() => isDeaf(notes, clock, load)).toBe(true)
      expect(asked).toBeGreaterThan(1)
    })

    it('notices within seconds that a connection says nothing any more', async () => {
      const { notes, clock } = await open()
      let asked = 0
      const load = () => ({ text: String((asked += 1)) })
      await notes.getOrLoad('k', load)
      redis.freeze()
      await expect.poll(() => isDeaf(notes, clock, load), { timeout: 30_000 }).toBe(true)
      redis.thaw()
    })

    it('keeps the lease of a load that takes long', async () => {
      const { notes, clock } = await open()
      void notes.getOrLoad('k', () => new Promise<never>(() => undefined))
      const key = 'cache:notes:"k"'
      await expect.poll(() => redis.call('EXISTS', key)).toBe(1)
      await redis.call('PEXPIRE', key, '5000')
      await clock.advance('3s')
      await expect.poll(async () => Number(await redis.call('PTTL', key))).toBeGreaterThan(5_000)
    })

    it('finds its address in REDIS_URL or where it is told, and names its keys as it is told', async () => {
      const namespaces = { notes: notesNamespace() }
      vi.stubEnv('REDIS_URL', redis.url)
      const address = singleton({}, () => redis.url)
      for (const options of [{ prefix: 'env' }, { prefix: 'told', redisUrl: address, log: silentLogger }]) {
        const caches = cache({ namespaces, commandTimeout: '5s', ...options })
        const app = new App({ title: 'Notes', version: '1.0.0', log: silentLogger })
        app.get('/', { inputs: { caches } }, ({ caches }) =>
          caches.notes.getOrLoad('k', () => ({ text: 'a' })),
        )
        await using client = await testClient(app)
        await client.get('/')
        expect(await redis.call('EXISTS', `${options.prefix}:notes:"k"`)).toBe(1)
      }
      vi.unstubAllEnvs()
    })

    it('answers nothing that a Redis has forgotten to forget, which comes back as it was a while ago', async () => {
      const { notes } = await open()
      await notes.set('k', { text: 'old' })
      await notes.set('l', { text: 'old' })
      await redis.call('SAVE')
      await notes.delete('k')
      await notes.deleteTags('old')
      await redis.kill()
      await redis.start()
      // It is there again.
      expect(await redis.call('EXISTS', 'cache:notes:"k"', 'cache:notes:"l"')).toBe(2)
      await expect.poll(() => isUsed(notes)).toBe(true)
      const later = await open()
      for (const each of [notes, later.notes])
        for (const key of ['k', 'l']) expect(await each.get(key)).toBe(undefined)
    })

    it('keeps its values when it loses the connection to a Redis that goes on', async () => {
      const { notes } = await open()
      await notes.set('k', { text: 'a' })
      await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await expect.poll(() => isUsed(notes)).toBe(true)
      expect(await (await open()).notes.get('k')).toEqual({ text: 'a' })
    })

    it('does without a Redis that refuses to keep anything, and says so once', async () => {
      const warn = vi.fn()
      const { notes } = await open(redis.url, { ...silentLogger, warn })
      await redis.call('CONFIG', 'SET', 'maxmemory', '1')
      for (let at = 0; at < 20; at += 1)
        expect(await notes.getOrLoad(`k${at}`, () => ({ text: 'a' }))).toEqual({ text: 'a' })
      expect(warn).toHaveBeenCalledTimes(1)
      expect(String(warn.mock.calls[0]?.[1]?.error)).toContain('OOM')
    })

    it.each(['null', '7', '{', '{"from":"x"}', '{"from":"x","namespace":"notes","places":[{}]}', '[]'])(
      'is not disturbed by %s, which somebody else publishes',
      async (text) => {
        const { notes } = await open()
        await notes.set('k', { text: 'a' })
        expect(await redis.call('PUBLISH', 'cache:invalidate', text)).toBe(1)
        expect(await notes.get('k')).toEqual({ text: 'a' })
      },
    )

    it('leaves no lease behind where nothing came of what was begun', async () => {
      const { notes } = await open()
      const begun = await notes.begin('k')
      expect(await redis.call('EXISTS', 'cache:notes:"k"')).toBe(1)
      begun.end()
      await expect.poll(() => redis.call('EXISTS', 'cache:notes:"k"')).toBe(0)
    })

    it('leaves nothing of a process behind that ended while it loaded', async () => {
      const { notes } = await open()
      void notes.getOrLoad('k', () => new Promise<never>(() => undefined))
      await expect.poll(() => redis.call('EXISTS', 'cache:notes:"k"')).toBe(1)
      expect(Number(await redis.call('PTTL', 'cache:notes:"k"'))).toBeLessThanOrEqual(10_000)
    })
  },
)

// Its lifetime is a minute: what is loaded anew earlier than that was not believed.
async function isDeaf(notes: OpenedNotes, clock: FakeClock, load: () => { text: string }): Promise<boolean> {
  const before = (await notes.getOrLoad('k', load)).text
  await clock.advance('2s')
  return (await notes.getOrLoad('k', load)).text !== before
}
