import { noRedisServer, RedisServer } from '@vivace/fixtures'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readEvents } from './read-events.ts'
import { type Service, startService } from './start-workflows.ts'

const respondAsync = { headers: { prefer: 'respond-async' } }

describe.skipIf(noRedisServer !== undefined)(
  `two processes and a Redis (${noRedisServer ?? 'a real one'})`,
  () => {
    let redis: RedisServer
    beforeAll(async () => {
      redis = await RedisServer.open()
      vi.stubEnv('REDIS_URL', redis.url)
    })
    afterAll(async () => {
      vi.unstubAllEnvs()
      await redis[Symbol.asyncDispose]()
    })

    /** Both services of a test: the one that carries a run out, and another one. */
    async function both(work: (one: Service, other: Service) => Promise<void>): Promise<void> {
      await redis.call('flushall')
      await using one = await startService()
      await using other = await startService()
      await work(one, other)
    }

    it('show, follow and list the runs of each other', () =>
      both(async (one, other) => {
        one.llm.always({ text: 'text', delay: 50 })
        const { json } = await one.post('/workflows/reflection', { topic: 'AI ethics' }, respondAsync)
        const path = `/workflows/${json.workflow_id}`
        const events = await readEvents(`${other.url}${path}/events`)
        expect(events.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
        expect((await other.get(path)).json).toMatchObject({ status: 'completed', result: { draft: 'text' } })
        expect((await other.get('/workflows')).json.items.length).toBe(1)
      }))

    it('cancel the runs of each other', () =>
      both(async (one, other) => {
        one.llm.always({ hangs: true })
        const { json } = await one.post('/workflows/reflection', { topic: 'AI ethics' }, respondAsync)
        await vi.waitFor(() => expect(one.llm.active).toBe(1))
        const cancelled = await other.request('DELETE', `/workflows/${json.workflow_id}`)
        expect([cancelled.status, cancelled.json.status]).toEqual([200, 'cancelled'])
        await vi.waitFor(() => expect(one.llm.active).toBe(0))
      }))

    it('approve the plans of each other', () =>
      both(async (one, other) => {
        one.llm.reply(JSON.stringify({ steps: [{ agent: 'writer', task: 'Write.' }] }), 'text', 'report')
        const asked = { topic: 'AI ethics', require_approval: true }
        const { json } = await one.post('/workflows/multi-agent', asked)
        const path = `/workflows/${json.workflow_id}`
        expect((await other.post(`${path}/resume`, { approved: true })).status).toBe(202)
        await vi.waitFor(async () => expect((await other.get(path)).json.status).toBe('completed'))
      }))

    it('answer from the results of each other, the same topic and one that is nearly the same', () =>
      both(async (one, other) => {
        one.llm.always('text')
        await one.post('/workflows/reflection', { topic: 'AI ethics' })
        for (const topic of ['AI ethics', 'ethics of AI'])
          expect((await other.post('/workflows/reflection', { topic })).json).toMatchObject({ cached: true })
        expect(other.llm.calls.filter(({ path }) => path.includes('chat')).length).toBe(0)
      }))

    it('begin one run for one idempotency key', () =>
      both(async (one, other) => {
        one.llm.always('text')
        const headers = { 'idempotency-key': 'k1', prefer: 'respond-async' }
        const first = await one.post('/workflows/reflection', { topic: 'AI ethics' }, { headers })
        const second = await other.post('/workflows/reflection', { topic: 'AI ethics' }, { headers })
        expect(second.json.workflow_id).toBe(first.json.workflow_id)
      }))

    it('end a run whose process is gone', () =>
      both(async (one, other) => {
        one.llm.always({ hangs: true })
        const { json } = await one.post('/workflows/reflection', { topic: 'AI ethics' }, respondAsync)
        const key = `workflows:run:${json.workflow_id}`
        const kept = JSON.parse(String(await redis.call('get', key)))
        await redis.call('set', key, JSON.stringify({ ...kept, aliveUntil: Date.now() - 1 }))
        const { json: lost } = await other.get(`/workflows/${json.workflow_id}`)
        expect(lost).toMatchObject({ status: 'failed', error: { code: 'worker_lost', retryable: true } })
      }))

    it('carry runs out though Redis is gone', () =>
      both(async (one) => {
        one.llm.always({ text: 'text', delay: 100 })
        const asked = one.post('/workflows/reflection', { topic: 'something new' })
        await vi.waitFor(() => expect(one.llm.active).toBe(1))
        await redis.kill()
        const { status, json } = await asked
        expect([status, json.status]).toEqual([200, 'completed'])
        expect((await one.get('/health')).status).toBe(200)
        expect((await one.get('/readiness')).status).toBe(503)
        await redis.start()
      }))
  },
)
