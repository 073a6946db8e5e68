import { describe, expect, it, vi } from 'vitest'
import { fakeClock } from 'vivace/testing'
import { fixtureFeed } from './arxiv-fixture.ts'
import { fakeSearch } from './fake-search.ts'
import { type Service, type ServiceAnswer, startService } from './start-workflows.ts'

const writer = { agent: 'writer', task: 'Write it.' }
const editor = { agent: 'editor', task: 'Improve it.' }
const researcher = { agent: 'researcher', task: 'Find it.' }
const planOf = (...steps: object[]): string => JSON.stringify({ steps })

const start = (service: Service, params: object = {}): Promise<ServiceAnswer> =>
  service.post('/workflows/multi-agent', { topic: 'carbon capture', ...params })

describe('a plan of several agents', () => {
  it('is made, carried out step by step with what was done before, and reported on', async () => {
    await using arxiv = await fakeSearch(200, fixtureFeed)
    await using service = await startService({ config: { arxivUrl: arxiv.url } })
    service.llm.reply(planOf(researcher, writer), 'notes [1]', 'a text [1][4]', 'the report [1]')
    const { json } = await start(service)
    expect(json).toMatchObject({
      status: 'completed',
      result: {
        plan: [researcher, writer],
        history: [
          { ...researcher, output: 'notes [1]' },
          { ...writer, output: 'a text [1]' },
        ],
        final_report: 'the report [1]',
        sources: [{ tool: 'arxiv' }],
        removed_citations: 1,
      },
    })
    const prompts = service.llm.calls.filter(({ path }) => path.endsWith('/chat/completions'))
    expect(prompts[2]?.prompt).toContain('notes [1]')
    expect(prompts[1]?.prompt).toContain('<source index="1"')
  })

  it('has no more steps than were asked for', async () => {
    await using service = await startService()
    service.llm.reply(planOf(writer, editor, writer), planOf(writer), 'text', 'report')
    const { json } = await start(service, { max_steps: 1 })
    expect(json.result.plan).toEqual([writer])
    expect((await start(service, { max_steps: 11 })).status).toBe(422)
  })

  it('ends when its tokens are used up, with what it has', async () => {
    await using service = await startService({ config: { tokenBudget: 1_000 } })
    const costly = { text: 'text', usage: { promptTokens: 900, completionTokens: 200 } }
    service.llm.reply(planOf(writer, editor), costly, 'never')
    const { json } = await start(service)
    expect(json).toMatchObject({ status: 'partial', error: { code: 'token_budget_exceeded' } })
    expect(json.result).toMatchObject({ history: [{ output: 'text' }], final_report: null })
    expect(service.llm.unused).toBe(1)
  })

  it('waits for a person, and gives its place to others meanwhile', async () => {
    await using service = await startService({ config: { runsAtOnce: 1 } })
    service.llm.reply(planOf(writer))
    const waiting = await start(service, { require_approval: true })
    expect([waiting.status, waiting.json.status]).toEqual([202, 'awaiting_approval'])
    expect(waiting.json.result.plan).toEqual([writer])
    service.llm.always('text')
    const other = await service.post('/workflows/reflection', { topic: 'something else' })
    expect(other.json.status).toBe('completed')
    const path = `/workflows/${waiting.json.workflow_id}`
    const resumed = await service.post(`${path}/resume`, { approved: true, plan: [editor] })
    expect(resumed.status).toBe(202)
    await vi.waitFor(async () => expect((await service.get(path)).json.status).toBe('completed'))
    expect((await service.get(path)).json.result.history).toMatchObject([editor])
    const again = await service.post(`${path}/resume`, { approved: true })
    expect([again.status, again.json.code]).toEqual([409, 'workflow-not-waiting'])
  })

  it('is cancelled when it is turned down', async () => {
    await using service = await startService()
    service.llm.reply(planOf(writer))
    const { json } = await start(service, { require_approval: true })
    const resumed = await service.post(`/workflows/${json.workflow_id}/resume`, { approved: false })
    expect(resumed.json.status).toBe('cancelled')
  })

  it('is cancelled when nobody says anything', async () => {
    const clock = fakeClock()
    await using service = await startService({ clock, config: { approvalTimeout: 60 } })
    service.llm.reply(planOf(writer))
    const { json } = await start(service, { require_approval: true })
    await clock.advance('60s')
    await vi.waitFor(async () => {
      const { json: run } = await service.get(`/workflows/${json.workflow_id}`)
      expect(run).toMatchObject({ status: 'cancelled', error: { code: 'approval_timed_out' } })
    })
  })
})
