import { describe, expect, it, vi } from 'vitest'
import { secret } from 'vivace/settings'
import { fixtureFeed } from './arxiv-fixture.ts'
import { fakeSearch } from './fake-search.ts'
import { readEvents } from './read-events.ts'
import { startService } from './start-workflows.ts'

const topic = 'AI ethics'
const three = ['a draft', 'a critique', 'a revision'] as const
const respondAsync = { headers: { prefer: 'respond-async' } }

describe('scenario 1: a reflection', () => {
  it('is three calls in order, each with what the ones before gave', async () => {
    await using service = await startService()
    service.llm.reply(...three)
    const { status, json } = await service.post('/workflows/reflection', { topic })
    expect(json).toMatchObject({
      workflow_id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      status: 'completed',
      result: { draft: 'a draft', reflection: 'a critique', revised: 'a revision' },
    })
    expect(status).toBe(200)
    expect(json.execution_time).toBeGreaterThan(0)
    const prompts = service.llm.calls.map(({ prompt }) => prompt)
    expect(prompts.length).toBe(3)
    expect(prompts[0]).not.toContain('a draft')
    expect(prompts[1]).toContain('a draft')
    expect(prompts[2]).toContain('a critique')
  })
})

describe('scenario 2: the cache', () => {
  it('answers the same topic without a call, and one that is nearly the same', async () => {
    await using service = await startService()
    service.llm.reply(...three)
    await service.post('/workflows/reflection', { topic })
    const chats = (): number =>
      service.llm.calls.filter(({ path }) => path.endsWith('/chat/completions')).length
    const start = performance.now()
    const same = await service.post('/workflows/reflection', { topic: '  ai   ETHICS ' })
    expect(performance.now() - start).toBeLessThan(420)
    expect(same.json).toMatchObject({ status: 'completed', cached: true, cache_similarity: 1 })
    expect(same.json.result.revised).toBe('a revision')
    const similar = await service.post('/workflows/reflection', { topic: 'ethics of AI' })
    expect(similar.json).toMatchObject({ cached: true, result: { draft: 'a draft' } })
    expect(similar.json.cache_similarity).toBeGreaterThan(0.95)
    expect(chats()).toBe(3)
    service.llm.reply(...three)
    const other = await service.post('/workflows/reflection', { topic: 'AI safety' })
    expect(other.json.cached).toBe(false)
    expect(chats()).toBe(6)
    const { json: statistics } = await service.get('/cache/stats')
    expect(statistics).toMatchObject({ lookups: 4, exact_hits: 1, similar_hits: 1, misses: 2, entries: 2 })
  })

  it('takes no result of other models or another temperature, and none that was forgotten', async () => {
    await using service = await startService()
    service.llm.always('text')
    const ask = async (params: object): Promise<boolean> => {
      const { json } = await service.post('/workflows/reflection', { topic, ...params })
      return json.cached === true
    }
    expect(await ask({})).toBe(false)
    expect(await ask({ temperature: 1 })).toBe(false)
    expect(await ask({ draft_model: 'another' })).toBe(false)
    expect(await ask({})).toBe(true)
    expect((await service.request('DELETE', '/cache?type=reflection')).json).toEqual({ forgotten: 3 })
    expect(await ask({})).toBe(false)
  })

  it('carries equal requests out once, each a run of its own', async () => {
    await using service = await startService()
    service.llm.always({ text: 'text', delay: 50 })
    const answers = await Promise.all([1, 2, 3].map(() => service.post('/workflows/reflection', { topic })))
    expect(service.llm.calls.length).toBe(3)
    expect(new Set(answers.map(({ json }) => String(json.workflow_id))).size).toBe(3)
    expect(answers.filter(({ json }) => json.cached === true).length).toBe(2)
  })
})

describe('scenario 3: a model that has too much to do', () => {
  it('is asked again when it says so', async () => {
    await using service = await startService()
    const busy = { status: 429, retryAfterMs: 50 }
    service.llm.reply(busy, busy, ...three)
    const { status, json } = await service.post('/workflows/reflection', { topic })
    expect([status, json.status, service.llm.calls.length]).toEqual([200, 'completed', 5])
  })

  it('fails the run with 503 and Retry-After when it always says so, and nothing is cached', async () => {
    await using service = await startService()
    service.llm.always({ status: 429, retryAfterMs: 50 })
    const { status, headers, json } = await service.post('/workflows/reflection', { topic })
    expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(json.run).toMatchObject({
      status: 'failed',
      error: { code: 'upstream_rate_limited', retryable: true },
    })
    expect(service.llm.calls.length).toBe(3)
    const kept = await service.get(`/workflows/${json.run.workflow_id}`)
    expect([kept.status, kept.json.status, kept.json.steps[0].attempts]).toEqual([200, 'failed', 3])
    expect((await service.get('/cache')).json).toEqual([])
  })
})

describe('scenario 4: many runs at once', () => {
  it('lets eight be active, finishes all twelve, and answers others meanwhile', async () => {
    await using service = await startService()
    service.llm.always({ text: 'text', delay: 200 })
    const runs = Array.from({ length: 12 }, (_, at) =>
      service.post('/workflows/reflection', { topic: `topic number ${'abcdefghijkl'[at]} ${at * 7919}` }),
    )
    await vi.waitFor(() => expect(service.llm.active).toBe(8))
    const times: number[] = []
    for (let count = 0; count < 20; count++) {
      const start = performance.now()
      const { json } = await service.get('/health')
      times.push(performance.now() - start)
      expect(json.runs.active).toBeLessThanOrEqual(8)
    }
    // The middle one: a machine that is busy with something else may take its time once.
    expect(times.sort((one, other) => one - other)[10]).toBeLessThan(50)
    const answers = await Promise.all(runs)
    expect(answers.filter(({ json }) => json.status === 'completed').length).toBe(12)
    expect(service.llm.mostActive).toBe(8)
  })

  it('refuses with 503 and Retry-After when as many wait as may', async () => {
    await using service = await startService({ config: { runsAtOnce: 1, runsWaiting: 1 } })
    service.llm.always({ hangs: true })
    const first = await service.post('/workflows/reflection', { topic: 'first' }, respondAsync)
    const second = await service.post('/workflows/reflection', { topic: 'second' }, respondAsync)
    expect([first.status, second.status]).toEqual([202, 202])
    const third = await service.post('/workflows/reflection', { topic: 'third' })
    expect([third.status, third.json.code]).toEqual([503, 'queue-full'])
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await service.get('/readiness')).status).toBe(503)
  })
})

describe('scenario 5: a revision that comes to nothing', () => {
  it('leaves a partial run with draft and reflection, which is not cached', async () => {
    await using service = await startService({ config: { runDeadline: 1 } })
    service.llm.reply('a draft', 'a critique', { hangs: true })
    const { status, json } = await service.post('/workflows/reflection', { topic })
    expect([status, json.status]).toEqual([200, 'partial'])
    expect(json.result).toEqual({ draft: 'a draft', reflection: 'a critique', revised: null })
    expect(json.error.code).toBe('deadline_exceeded')
    expect((await service.get('/cache')).json).toEqual([])
  })

  it('says in which way, when the endpoint fails', async () => {
    await using service = await startService()
    service.llm.reply('a draft', 'a critique')
    const { json } = await service.post('/workflows/reflection', { topic })
    expect(json).toMatchObject({ status: 'partial', error: { code: 'upstream_rejected' } })
  })
})

describe('scenario 6: topics', () => {
  it('have 1 to 500 characters, and lose the spaces around them', async () => {
    await using service = await startService()
    service.llm.always('text')
    for (const wrong of ['', '   ', 'x'.repeat(501)]) {
      const { status, json } = await service.post('/workflows/reflection', { topic: wrong })
      expect([status, json.errors[0].pointer]).toEqual([422, '/topic'])
    }
    expect((await service.post('/workflows/reflection', { topic: '  x ' })).json.topic).toBe('x')
    expect((await service.post('/workflows/reflection', { topic: 'x'.repeat(500) })).status).toBe(200)
  })
})

describe('scenario 7: live events', () => {
  it('come in order with ids, and go on after the last one that was received', async () => {
    await using service = await startService()
    service.llm.always({ text: 'text', delay: 30 })
    const { status, headers, json } = await service.post('/workflows/reflection', { topic }, respondAsync)
    expect([status, headers.get('preference-applied')]).toEqual([202, 'respond-async'])
    expect(headers.get('location')).toBe(`/workflows/${json.workflow_id}`)
    const path = `${service.url}${headers.get('location')}/events`
    const events = await readEvents(path)
    expect(events.map(({ type }) => type)).toEqual([
      'run.queued',
      'run.started',
      ...['step.started', 'step.completed'],
      ...['step.started', 'step.completed'],
      ...['step.started', 'step.completed'],
      'run.completed',
    ])
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => String(at + 1)))
    const rest = await readEvents(path, { 'last-event-id': '3' })
    expect(rest.map(({ id }) => id)).toEqual(['4', '5', '6', '7', '8', '9'])
    expect((await service.get(headers.get('location') ?? '')).json.status).toBe('completed')
  })
})

describe('scenario 8: cancelling', () => {
  it('during the second step aborts that, and the third call is never made', async () => {
    await using service = await startService()
    service.llm.reply('a draft', { hangs: true }, 'never')
    const { json } = await service.post('/workflows/reflection', { topic }, respondAsync)
    await vi.waitFor(() => expect(service.llm.calls.length).toBe(2))
    const cancelled = await service.request('DELETE', `/workflows/${json.workflow_id}`)
    expect([cancelled.status, cancelled.json.status]).toEqual([200, 'cancelled'])
    expect(cancelled.json.steps).toMatchObject([{ status: 'completed' }, { status: 'cancelled' }])
    expect(await service.llm.calls[1]?.ended).toBe('left')
    expect([service.llm.calls.length, service.llm.unused]).toEqual([2, 1])
    expect((await service.request('DELETE', `/workflows/${json.workflow_id}`)).status).toBe(200)
    expect((await service.get('/health')).json.runs).toEqual({ active: 0, waiting: 0 })
  })

  it('is refused for what has ended well', async () => {
    await using service = await startService()
    service.llm.always('text')
    const { json } = await service.post('/workflows/reflection', { topic })
    const { status, json: problem } = await service.request('DELETE', `/workflows/${json.workflow_id}`)
    expect([status, problem.code]).toEqual([409, 'workflow-finished'])
  })

  it('is not what a client does that leaves: the run goes on, and its result is kept', async () => {
    await using service = await startService()
    service.llm.always({ text: 'text', delay: 50 })
    const controller = new AbortController()
    const asked = service.request('POST', '/workflows/reflection', {
      json: { topic },
      signal: controller.signal,
    })
    await vi.waitFor(() => expect(service.llm.calls.length).toBe(1))
    controller.abort()
    await expect(asked).rejects.toThrow()
    await vi.waitFor(async () => expect((await service.get('/cache')).json.length).toBe(1))
    expect((await service.post('/workflows/reflection', { topic })).json.cached).toBe(true)
  })
})

describe('scenario 9: arXiv', () => {
  it('finds the paper of its manual', async () => {
    await using arxiv = await fakeSearch(200, fixtureFeed)
    await using service = await startService({ config: { arxivUrl: arxiv.url } })
    const { json } = await service.post('/search/arxiv', { query: 'electron HERA', max_results: 3 })
    expect(json.results[0]).toMatchObject({
      title: expect.stringMatching(/^Multi-Electron Production/),
      authors: ['H1 Collaboration'],
      pdf_url: 'https://arxiv.org/pdf/hep-ex/0307015v1',
      primary_category: 'hep-ex',
    })
    expect(Object.fromEntries(arxiv.received[0]?.query ?? [])).toEqual({
      search_query: 'all:electron AND all:HERA',
      start: '0',
      max_results: '3',
      sortBy: 'relevance',
      sortOrder: 'descending',
    })
  })

  it('is asked for no more than it gives', async () => {
    await using service = await startService()
    for (const wrong of [{ max_results: 2_001 }, { start: 29_999, max_results: 2 }])
      expect((await service.post('/search/arxiv', { query: 'x', ...wrong })).status).toBe(422)
  })
})

describe('scenario 10: a tool that fails', () => {
  it('is recorded, and the report has the sources of the others', async () => {
    await using arxiv = await fakeSearch(200, fixtureFeed)
    await using tavily = await fakeSearch(500, 'broken')
    await using service = await startService({
      config: { arxivUrl: arxiv.url, tavilyUrl: tavily.url, tavilyApiKey: secret('tvly-0123456789abcdef') },
    })
    service.llm.reply('Known [1], invented [7].', 'a critique', 'Revised [1][2].')
    const asked = { topic: 'electrons', export_format: 'html' }
    const { json } = await service.post('/workflows/tool-research', asked)
    expect(json.status).toBe('completed')
    expect(json.result.sources).toMatchObject([{ tool: 'arxiv' }])
    expect([json.steps[0], json.steps[1]]).toMatchObject([
      { name: 'search arxiv', status: 'completed' },
      { name: 'search tavily', status: 'failed', error: { code: 'upstream_failed' } },
    ])
    expect(json.result).toMatchObject({
      report: 'Known [1], invented.',
      revised_report: 'Revised [1].',
      removed_citations: 2,
      export: { format: 'html', content: expect.stringContaining('<h1>electrons</h1>') },
    })
    expect((await service.get('/cache')).json).toEqual([])
    for (const [ending, type] of [
      ['md', 'text/plain'],
      ['html', 'text/html'],
      ['json', 'application/json'],
    ]) {
      const report = await service.get(`/workflows/${json.workflow_id}/report.${ending}`)
      expect([report.status, report.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining(type ?? ''),
      ])
      expect(report.text).toContain('Multi-Electron')
    }
  })

  it('is one that was not configured', async () => {
    await using arxiv = await fakeSearch(200, fixtureFeed)
    await using service = await startService({ config: { arxivUrl: arxiv.url } })
    service.llm.always('text [1]')
    const { json } = await service.post('/workflows/tool-research', { topic, tools: ['tavily', 'arxiv'] })
    expect(json.steps[0]).toMatchObject({ agent: 'tavily', error: { code: 'tool_not_configured' } })
    expect((await service.post('/search/web', { query: 'x' })).status).toBe(503)
  })

  it('fails the run when there is no other', async () => {
    await using arxiv = await fakeSearch(500, 'broken')
    await using service = await startService({ config: { arxivUrl: arxiv.url } })
    const { status, json } = await service.post('/workflows/tool-research', { topic })
    expect([status, json.run.error.code, service.llm.calls.length]).toEqual([502, 'upstream_failed', 0])
  })
})

describe('scenario 11: logs', () => {
  it('are lines of JSON with the correlation id of the answer, which outgoing calls carry as well', async () => {
    await using arxiv = await fakeSearch(200, fixtureFeed)
    await using service = await startService({ config: { arxivUrl: arxiv.url } })
    service.llm.always('a text of the model')
    const { headers, json } = await service.post('/workflows/tool-research', { topic: 'secret topic' })
    const id = headers.get('x-correlation-id')
    expect(json.correlation_id).toBe(id)
    const lines = service.logLines
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) {
      expect(line).toMatchObject({ level: 'info', message: expect.any(String), correlation_id: id })
      expect(Date.parse(String(line['timestamp']))).toBeGreaterThan(0)
    }
    expect(lines.find(({ step }) => step === 'report')).toMatchObject({
      workflow_id: json.workflow_id,
      model: 'fake-model',
      prompt_tokens: expect.any(Number),
      duration_ms: expect.any(Number),
    })
    expect(JSON.stringify(lines)).not.toMatch(/secret topic|text of the model|sk-test/)
    expect(arxiv.received[0]?.headers['x-correlation-id']).toBe(id)
    const chats = service.llm.calls.filter(({ path }) => path.endsWith('/chat/completions'))
    expect(new Set(chats.map((call) => call.headers['x-correlation-id']))).toEqual(new Set([id]))
  })
})

describe('scenario 12: rate limits', () => {
  it('refuse the 101st request of a key within a minute, and the log has seen it', async () => {
    const key = 'alice-key-0123456789'
    await using service = await startService({
      config: {
        apiKeys: [secret(`alice:${key}`), secret('bob:bobs-key-0123456789')],
        allowedOrigins: ['https://app.example'],
      },
    })
    const headers = { 'x-api-key': key, origin: 'https://app.example' }
    for (let count = 0; count < 100; count++)
      expect((await service.get('/tools', { headers })).status).toBe(200)
    const refused = await service.get('/tools', { headers })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect(refused.headers.get('x-correlation-id')).not.toBeNull()
    const others = { 'x-api-key': 'bobs-key-0123456789' }
    expect((await service.get('/tools', { headers: others })).status).toBe(200)
    expect((await service.get('/health', { headers })).status).toBe(200)
    await vi.waitFor(() => expect(service.logLines.some(({ status }) => status === 429)).toBe(true))
  })
})
