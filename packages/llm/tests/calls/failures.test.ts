import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fakeClock } from 'vivace/testing'
import { type CallDone, LlmError } from '@vivace/llm'
import { fakeLlm, type FakeReply } from '@vivace/llm/testing'
import { mockUpstream } from '@vivace/http/testing'
import { failureOf } from '../fixtures/failure-of.ts'
import { openLlm } from '../fixtures/open-llm.ts'
import { piecesOf } from '../fixtures/pieces-of.ts'

const limited: FakeReply = { status: 429, retryAfterMs: 50, code: 'rate_limit_exceeded' }

describe('a call', () => {
  it('that is rate limited twice succeeds at the third attempt, after the pauses that were asked for', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(limited, limited, 'at last')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await opened.llm.chat('Hello?')).toMatchObject({ text: 'at last', attempts: 3 })
    const [first, second, third] = endpoint.calls.map(({ at }) => at)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(49)
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(49)
  })

  it('that is always rate limited fails after three attempts', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ status: 429, headers: { 'retry-after': '0' } })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const error = await failureOf(opened.llm.chat('Hello?'))
    expect(error).toMatchObject({
      code: 'upstream_rate_limited',
      status: 503,
      retryable: true,
      retryAfter: 0,
      attempts: 3,
      headers: { 'retry-after': '1' },
      upstream: { status: 429 },
    })
    expect(endpoint.calls).toHaveLength(3)
  })

  it('streams as well after what passes before the first piece', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ status: 503 }, { text: '', cutAfter: 0, delay: 1 }, 'at last')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const reading = piecesOf(opened.llm.stream('Hello?'))
    // A head of 200 has begun the answer: what breaks after it is not repeated.
    expect(await failureOf(reading)).toMatchObject({ code: 'upstream_failed', retryable: true })
    expect((await piecesOf(opened.llm.stream('Hello?'))).at(-1)).toMatchObject({
      answer: { text: 'at last' },
    })
    expect(endpoint.calls).toHaveLength(3)
  })

  it.each<[FakeReply, Partial<LlmError>]>([
    [{ status: 500 }, { code: 'upstream_failed', status: 502, retryable: true }],
    [{ status: 502 }, { code: 'upstream_failed', status: 502, retryable: true }],
    [{ status: 503 }, { code: 'upstream_unavailable', status: 503, retryable: true }],
    [{ status: 529 }, { code: 'upstream_unavailable', status: 503, retryable: true }],
    [{ status: 504 }, { code: 'upstream_timeout', status: 504, retryable: true }],
    [
      { status: 429, code: 'insufficient_quota' },
      { code: 'upstream_quota_exceeded', status: 502, retryable: false },
    ],
    [{ status: 402 }, { code: 'upstream_quota_exceeded', status: 502, retryable: false }],
    [
      { status: 401, code: 'invalid_api_key' },
      { code: 'upstream_rejected', status: 502, retryable: false },
    ],
    [
      { status: 404, code: 'model_not_found' },
      { code: 'upstream_rejected', status: 502, retryable: false },
    ],
    [
      { status: 400, code: 'context_length_exceeded' },
      { code: 'context_too_long', status: 502, retryable: false },
    ],
    [
      { status: 400, message: "This model's maximum context length is 4096 tokens." },
      { code: 'context_too_long', status: 502, retryable: false },
    ],
    [
      { status: 400, code: 'content_filter' },
      { code: 'content_filtered', status: 422, retryable: false },
    ],
    [
      { body: '<html>bad gateway</html>', status: 400, mediaType: 'text/html' },
      { code: 'upstream_rejected', status: 502, retryable: false },
    ],
    [
      { text: '', cutAfter: 0 },
      { code: 'upstream_failed', status: 502, retryable: true },
    ],
  ])('that is answered %j is %j', async (reply, expected) => {
    await using endpoint = await fakeLlm()
    endpoint.always(reply)
    await using opened = await openLlm(
      { policy: { attempts: 1, breaker: false } },
      { settings: endpoint.settings },
    )
    expect(await failureOf(opened.llm.chat('Hello?'))).toMatchObject(expected)
  })

  it('to an endpoint that is not there fails', async () => {
    const endpoint = await fakeLlm()
    await endpoint.close()
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await failureOf(opened.llm.chat('Hello?'))).toMatchObject({ code: 'upstream_failed', attempts: 3 })
  })

  it('ends when its time is up', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ hangs: true })
    await using opened = await openLlm({ policy: { total: 80 } }, { settings: endpoint.settings })
    expect(await failureOf(opened.llm.chat('Hello?'))).toMatchObject({
      code: 'upstream_timeout',
      status: 504,
    })
    expect(await endpoint.calls[0]?.ended).toBe('left')
  })

  it('has the times of the policy llm: 110 s without a word, 120 s in all', async () => {
    const time = fakeClock()
    const upstream = mockUpstream()
    upstream.on('POST', 'https://models.example/v1/chat/completions').hangs()
    const settings = { openaiBaseUrl: 'https://models.example/v1', llmModel: 'm' }
    await using opened = await openLlm({}, { settings, time, open: upstream.open })
    let isOver = false
    const failing = failureOf(opened.llm.chat('Hello?')).finally(() => (isOver = true))
    await time.advance(109_000)
    expect(isOver).toBe(false)
    for (let second = 0; second < 12; second += 1) await time.advance(1_000)
    expect(await failing).toMatchObject({ code: 'upstream_timeout' })
  })

  it('leaves an endpoint alone that fails, and says when to come again', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ status: 500 })
    const policy = { attempts: 1, breaker: { window: 4, atLeast: 4, pause: '30s' } } as const
    await using opened = await openLlm({ policy }, { settings: endpoint.settings })
    for (let call = 0; call < 4; call += 1) await failureOf(opened.llm.chat('Hello?'))
    const error = await failureOf(opened.llm.chat('Hello?'))
    expect(error).toMatchObject({ code: 'upstream_unavailable', status: 503, retryable: true })
    expect(error.retryAfter).toBeGreaterThan(1_000)
    expect(endpoint.calls).toHaveLength(4)
  })

  it('waits for its turn, and is refused when too many wait', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ text: 'a', delay: 20 })
    await using opened = await openLlm(
      { policy: { concurrency: 2, queue: 4 } },
      { settings: endpoint.settings },
    )
    const calls = Array.from({ length: 8 }, () => opened.llm.chat('Hello?').catch((error: unknown) => error))
    const ended = await Promise.all(calls)
    expect(ended.filter((one) => one instanceof LlmError).map(({ code }) => code)).toEqual([
      'upstream_unavailable',
      'upstream_unavailable',
    ])
    expect(endpoint.mostActive).toBe(2)
    expect(endpoint.calls).toHaveLength(6)
  })
})

describe('a stream', () => {
  it('ends when its first piece takes too long, though the endpoint says that it is alive', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ text: 'late', tokenPause: 5_000 }, { text: 'a b c d', tokenPause: 40 })
    await using opened = await openLlm({ firstPiece: 90 }, { settings: endpoint.settings })
    const error = await failureOf(piecesOf(opened.llm.stream('Hello?')))
    expect(error).toMatchObject({ code: 'upstream_timeout', retryable: true })
    expect(await endpoint.calls[0]?.ended).toBe('left')
    expect((await piecesOf(opened.llm.stream('Hello?'))).at(-1)).toMatchObject({
      answer: { text: 'a b c d' },
    })
  })

  it('that nobody reads any further ends at once', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ text: 'one two three four', tokenPause: 20 })
    const done: CallDone[] = []
    await using opened = await openLlm(
      { onCallDone: (one) => done.push(one) },
      { settings: endpoint.settings },
    )
    for await (const _ of opened.llm.stream('Hello?')) break
    expect(await endpoint.calls[0]?.ended).toBe('left')
    expect(done).toMatchObject([{ failure: 'aborted', isStream: true }])
  })
})

describe('an error', () => {
  const key = 'sk-test-0123456789abcdef'

  it('tells neither key, nor prompt, nor what the endpoint has said', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ status: 401, message: `Incorrect API key ${key} for: my secret question` })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const error = await failureOf(opened.llm.chat('my secret question'))
    const shown = [String(error), JSON.stringify(error), inspect(error, { depth: 9, showHidden: true })].join(
      '\n',
    )
    expect(shown).not.toContain(key)
    expect(shown).not.toContain('secret question')
    expect(error.message).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions: answered 401/)
    expect(error.upstreamText?.reveal()).toContain('my secret question')
  })

  it('tells codes of the endpoint, and no sentences in their place', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(
      { status: 404, code: 'model_not_found', param: 'model' },
      { status: 404, code: 'there is no my secret question here' },
    )
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect((await failureOf(opened.llm.chat('a'))).message).toContain('answered 404 (model_not_found, model)')
    expect((await failureOf(opened.llm.chat('a'))).message).not.toContain('secret')
  })
})
