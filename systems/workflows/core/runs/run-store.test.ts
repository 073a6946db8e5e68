import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { openRedis, type RedisConnection } from '@vivace/redis'
import { fakeClock } from 'vivace/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../../models/run.ts'
import type { RunEvent } from '../../models/run-event.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import { newRun } from './new-run.ts'
import { RedisRunStore } from './redis-run-store.ts'
import type { RunRecord, RunStore } from './run-store.ts'

const owner = 'alice'

function run(minute: number, changes: Partial<Run> = {}): Run {
  const created_at = `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`
  const made = newRun({
    type: 'reflection',
    topic: `topic ${minute}`,
    params: {},
    created_at,
    correlation_id: 'c',
  })
  // Of the members that are given, none belongs to another workflow.
  return { ...made, ...changes } as Run
}

const record = (one: Run): RunRecord => ({ owner, run: one, aliveUntil: 0 })

const event = (seq: number): RunEvent => ({
  seq,
  ts: '2026-01-01T00:00:00.000Z',
  type: 'step.started',
  data: { seq },
})

/** What every store does. */
function storeSuite(open: () => RunStore): void {
  let store: RunStore
  beforeEach(() => {
    store = open()
  })

  it('gives a run back as it was saved last', async () => {
    const first = run(1)
    await store.save({ owner, run: first, aliveUntil: 1 })
    const later: Run = { ...first, status: 'running' }
    await store.save({ owner, run: later, aliveUntil: 2 })
    expect(await store.read(first.workflow_id)).toEqual({ owner, run: later, aliveUntil: 2 })
    expect(await store.read(run(2).workflow_id)).toBeUndefined()
  })

  it('lists the runs of an owner, the newest first, a page at a time', async () => {
    const runs = [1, 2, 3, 4, 5].map((minute) => run(minute))
    for (const each of runs) await store.save({ owner, run: each, aliveUntil: 0 })
    await store.save({ owner: 'bob', run: run(9), aliveUntil: 0 })
    const first = await store.list({ owner, limit: 2 })
    expect(first.map(({ topic }) => topic)).toEqual(['topic 5', 'topic 4'])
    const rest = await store.list({ owner, limit: 9, after: first[1] })
    expect(rest.map(({ topic }) => topic)).toEqual(['topic 3', 'topic 2', 'topic 1'])
  })

  it('lists those of one status or one workflow', async () => {
    await store.save({ owner, run: run(1, { status: 'failed' }), aliveUntil: 0 })
    await store.save({ owner, run: run(2), aliveUntil: 0 })
    const failed = await store.list({ owner, limit: 9, status: 'failed' })
    expect(failed.map(({ topic }) => topic)).toEqual(['topic 1'])
    expect(await store.list({ owner, limit: 9, type: 'multi_agent' })).toEqual([])
  })

  it('gives the events after one', async () => {
    const one = run(1)
    for (const seq of [1, 2, 3]) await store.save(record(one), event(seq))
    expect((await store.events(one.workflow_id, 1)).map(({ seq }) => seq)).toEqual([2, 3])
    expect(await store.events(run(2).workflow_id, 0)).toEqual([])
  })

  it('keeps the last 500 events', async () => {
    const one = run(1)
    for (let seq = 1; seq <= 510; seq++) await store.save(record(one), event(seq))
    const kept = await store.events(one.workflow_id, 0)
    expect([kept.length, kept[0]?.seq, kept.at(-1)?.seq]).toEqual([500, 11, 510])
  })

  it('shows a change and its event at once, to whoever reads the one and then the other', async () => {
    for (let round = 0; round < 50; round++) {
      const one = run(1)
      await store.save(record(one), event(1))
      const id = one.workflow_id
      const ended = store.save(record({ ...one, status: 'failed' }), event(2))
      for (;;) {
        const status = (await store.read(id))?.run.status
        const events = await store.events(id, 0)
        if (status !== 'failed') continue
        expect(events.map(({ seq }) => seq)).toEqual([1, 2])
        break
      }
      await ended
    }
  })

  it('calls whoever listens when something happened, until that ends', async () => {
    const one = run(1)
    const changed = vi.fn()
    const end = await store.listen(one.workflow_id, changed)
    await vi.waitFor(async () => {
      await store.save(record(one), event(1))
      expect(changed).toHaveBeenCalled()
    })
    end()
    changed.mockClear()
    await store.save(record(one), event(2))
    expect(changed).not.toHaveBeenCalled()
  })
}

describe('MemoryRunStore', () => {
  storeSuite(() => new MemoryRunStore({ clock: fakeClock(), ttl: 60_000 }))

  it('forgets what was not changed for the time of its life', async () => {
    const clock = fakeClock()
    const store = new MemoryRunStore({ clock, ttl: 60_000 })
    const kept = run(1)
    await store.save({ owner, run: kept, aliveUntil: 0 })
    await clock.advance(59_999)
    expect(await store.read(kept.workflow_id)).toBeDefined()
    await clock.advance(1)
    expect(await store.read(kept.workflow_id)).toBeUndefined()
  })

  it('keeps no more runs than it may, and forgets the oldest', async () => {
    const store = new MemoryRunStore({ clock: fakeClock(), ttl: 60_000, runs: 2 })
    for (const minute of [1, 2, 3]) await store.save({ owner, run: run(minute), aliveUntil: 0 })
    const topics = (await store.list({ owner, limit: 9 })).map(({ topic }) => topic)
    expect(topics).toEqual(['topic 3', 'topic 2'])
  })
})

describe.skipIf(noRedisServer !== undefined)(`RedisRunStore (${noRedisServer ?? 'real Redis'})`, () => {
  let server: RedisServer
  let redis: RedisConnection
  let count = 0
  const open = (): RedisRunStore => new RedisRunStore({ redis, ttl: 600_000, prefix: `test${++count}` })
  beforeAll(async () => {
    server = await RedisServer.open()
    redis = await openRedis({ url: server.url, where: 'the test' })
  })
  afterAll(async () => {
    redis.close()
    await server[Symbol.asyncDispose]()
  })

  storeSuite(open)

  it('tells other processes', async () => {
    const store = open()
    const told = vi.fn()
    const end = await store.hear(told)
    await vi.waitFor(async () => {
      await store.tell('a', { what: 'cancel' })
      expect(told).toHaveBeenCalledWith('a', { what: 'cancel' })
    })
    end()
  })

  it('gives everything a lifetime', async () => {
    const store = open()
    await store.save(record(run(1)), event(1))
    // Redis answers names and numbers for these commands.
    const keys = (await server.call('keys', `test${count}:*`)) as string[]
    expect(keys.length).toBe(3)
    for (const key of keys) expect(await server.call('pttl', key)).toBeGreaterThan(0)
  })
})
