import { describe, expect, it } from 'vitest'
import { fakeLlm } from '@vivace/llm/testing'
import * as fc from 'fast-check'
import { failureOf } from '../fixtures/failure-of.ts'
import { openLlm } from '../fixtures/open-llm.ts'
import { piecesOf } from '../fixtures/pieces-of.ts'
import { LlmError } from '@vivace/llm'

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

describe('an answer', () => {
  it('tells usage, and what it costs by the prices that are known', async () => {
    await using endpoint = await fakeLlm()
    const usage = { promptTokens: 1_000, completionTokens: 500, cachedTokens: 400, reasoningTokens: 100 }
    endpoint.reply(
      { text: 'a', usage, model: 'mini-2024-07-18' },
      { text: 'a', usage, model: 'large' },
      { text: 'a', usage: false },
    )
    const prices = { mini: { input: 1, cachedInput: 0.5, output: 4 } }
    await using opened = await openLlm({ prices }, { settings: { ...endpoint.settings, llmModel: 'mini' } })
    const priced = await opened.llm.chat('Hello?')
    expect(priced).toMatchObject({ model: 'mini-2024-07-18', usage })
    expect(priced.cost).toBeCloseTo((600 * 1 + 400 * 0.5 + 500 * 4) / 1_000_000, 12)
    expect((await opened.llm.chat('Hello?', { model: 'large' })).cost).toBeUndefined()
    expect(await opened.llm.chat('Hello?')).toMatchObject({ usage: undefined, cost: undefined })
  })

  it.each([
    [{ text: 'cut', finishReason: 'length' }, 'length'],
    [{ text: '', finishReason: 'content_filter' }, 'content-filter'],
    [{ refusal: 'I cannot.' }, 'refusal'],
    [{ text: 'a', finishReason: 'eos_token' }, 'stop'],
    [{ text: 'a', finishReason: 'of its own' }, 'other'],
    [{ toolCalls: [{ name: 'a', arguments: {} }], finishReason: 'stop' }, 'tool-calls'],
  ])('tells why it stopped: %j is %s', async (reply, finishReason) => {
    await using endpoint = await fakeLlm()
    endpoint.reply(reply, reply)
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect((await opened.llm.chat('Hello?')).finishReason).toBe(finishReason)
    expect((await piecesOf(opened.llm.stream('Hello?'))).at(-1)).toMatchObject({ answer: { finishReason } })
  })

  it('is read in the forms that endpoints have for it', async () => {
    await using endpoint = await fakeLlm()
    const bodies = [
      {
        choices: [
          {
            message: {
              content: [
                { type: 'text', text: 'in ' },
                { type: 'text', text: 'parts' },
              ],
            },
          },
        ],
      },
      {
        choices: [
          { message: { content: null, tool_calls: [{ function: { name: 'a', arguments: { b: 1 } } }] } },
        ],
      },
      { choices: [{ message: { content: 'a', reasoning_content: 'because' }, finish_reason: 'stop' }] },
      { choices: [{ message: { content: 'a' } }], usage: { prompt_tokens: 5, prompt_cache_hit_tokens: 9 } },
    ]
    endpoint.reply(...bodies.map((body) => ({ body: JSON.stringify(body) })))
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await opened.llm.chat('1')).toMatchObject({
      text: 'in parts',
      finishReason: 'other',
      model: 'fake-model',
    })
    expect(await opened.llm.chat('2')).toMatchObject({
      toolCalls: [{ id: 'call_0', name: 'a', arguments: '{"b":1}' }],
    })
    expect(await opened.llm.chat('3')).toMatchObject({ reasoning: 'because' })
    expect((await opened.llm.chat('4')).usage).toEqual({
      promptTokens: 5,
      completionTokens: 0,
      cachedTokens: 5,
      reasoningTokens: 0,
    })
  })

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"choices":[]}',
    '{"choices":[{}]}',
    '<html>',
    '{"choices":[{"message":{"content":7}}]}',
  ])('that is not of the wire format is told as such: %s', async (body) => {
    await using endpoint = await fakeLlm()
    endpoint.always({ body })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await failureOf(opened.llm.chat('Hello?'))).toMatchObject({
      code: 'upstream_invalid',
      status: 502,
      retryable: false,
    })
    expect(endpoint.calls).toHaveLength(1)
  })

  it('that is told of a failure with the status 200 is a failure', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ body: '{"error":{"message":"slow down","code":429}}' })
    endpoint.reply({
      body: 'data: {"error":{"type":"overloaded_error"}}\n\n',
      mediaType: 'text/event-stream',
    })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await failureOf(opened.llm.chat('Hello?'))).toMatchObject({ code: 'upstream_rate_limited' })
    expect(await failureOf(piecesOf(opened.llm.stream('Hello?')))).toMatchObject({
      code: 'upstream_unavailable',
    })
  })
})

describe('a stream', () => {
  it('has tool calls whose arguments came in pieces', async () => {
    await using endpoint = await fakeLlm()
    const toolCalls = [
      { name: 'one', arguments: { a: 1 }, id: 'x' },
      { name: 'two', arguments: { b: [2] }, id: 'y' },
    ]
    endpoint.reply({ text: 'Let me see.', toolCalls })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const pieces = await piecesOf(opened.llm.stream('Hello?'))
    expect(pieces.filter(({ type }) => type === 'tool-call')).toEqual([
      { type: 'tool-call', call: { id: 'x', name: 'one', arguments: '{"a":1}' } },
      { type: 'tool-call', call: { id: 'y', name: 'two', arguments: '{"b":[2]}' } },
    ])
    expect(pieces.at(-1)).toMatchObject({
      answer: {
        text: 'Let me see.',
        finishReason: 'tool-calls',
        message: { toolCalls: [{ id: 'x' }, { id: 'y' }] },
      },
    })
  })

  it('tells tool calls apart without an index', async () => {
    await using endpoint = await fakeLlm()
    const body = [
      chunk({ tool_calls: [{ id: 'x', function: { name: 'one', arguments: '{"a":' } }] }),
      chunk({ tool_calls: [{ function: { arguments: '1}' } }] }),
      chunk({ tool_calls: [{ id: 'y', function: { name: 'two', arguments: '' } }] }, 'tool_calls'),
    ].join('')
    endpoint.reply({ body, mediaType: 'text/event-stream' })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect((await piecesOf(opened.llm.stream('Hello?'))).at(-1)).toMatchObject({
      answer: {
        toolCalls: [
          { id: 'x', arguments: '{"a":1}' },
          { id: 'y', arguments: '{}' },
        ],
      },
    })
  })

  it('is read from an endpoint that does not stream, and in other spellings of events', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ body: '{"choices":[{"message":{"content":"at once"},"finish_reason":"stop"}]}' })
    const spelled = `: ping\r\n\r\n${chunk({ reasoning: 'hm' })}${chunk({ content: 'é' }, 'stop')}`
      .replaceAll('\n', '\r\n')
      .trimEnd()
    endpoint.reply({ body: spelled, mediaType: 'text/event-stream' })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await piecesOf(opened.llm.stream('1'))).toMatchObject([{ text: 'at once' }, { type: 'done' }])
    expect(await piecesOf(opened.llm.stream('2'))).toMatchObject([
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'é' },
      { type: 'done', answer: { text: 'é', reasoning: 'hm' } },
    ])
  })

  it.each([0, 1, 3])(
    'that breaks off after %i pieces is a failure that may pass, not a short answer',
    async (cutAfter) => {
      await using endpoint = await fakeLlm()
      endpoint.always({ text: 'one two three four', cutAfter })
      await using opened = await openLlm({ policy: { attempts: 1 } }, { settings: endpoint.settings })
      const read: string[] = []
      const reading = (async () => {
        for await (const piece of opened.llm.stream('Hello?'))
          if (piece.type === 'text') read.push(piece.text)
      })()
      expect(await failureOf(reading)).toMatchObject({ code: 'upstream_failed', retryable: true })
      expect(read.length).toBeLessThanOrEqual(cutAfter)
    },
  )

  it.each([chunk({ content: 'a' }), ''])('that ends without an end is a failure: %j', async (body) => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ body, mediaType: 'text/event-stream' })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await failureOf(piecesOf(opened.llm.stream('Hello?')))).toMatchObject({ code: 'upstream_failed' })
  })

  it('with an event without an end is given up', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ body: `data: ${'x'.repeat(1_500_000)}`, mediaType: 'text/event-stream' })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect(await failureOf(piecesOf(opened.llm.stream('Hello?')))).toMatchObject({ code: 'upstream_invalid' })
  })
})

describe('whatever an endpoint sends', () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.json({ maxDepth: 3 }),
    fc
      .record({
        choices: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ index: fc.jsonValue(), message: fc.jsonValue(), delta: fc.jsonValue() })),
        ),
        usage: fc.jsonValue(),
        data: fc.jsonValue(),
        error: fc.option(fc.jsonValue(), { freq: 3, nil: undefined }),
      })
      .map((body) => JSON.stringify(body)),
  )
  const outcome = async (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'an answer',
      (error: unknown) => (error instanceof LlmError ? 'an LlmError' : `not ours: ${String(error)}`),
    )

  it('is an answer or an LlmError', async () => {
    await using endpoint = await fakeLlm()
    await using opened = await openLlm(
      { policy: { attempts: 1, breaker: false } },
      { settings: endpoint.settings },
    )
    const known = ['an answer', 'an LlmError']
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(hostile, { maxLength: 4 }), async (body, events) => {
        endpoint.reply({ body })
        expect(known).toContain(await outcome(opened.llm.chat('Hello?')))
        const streamed = events.map((event) => `data: ${event}\n\n`).join('')
        endpoint.reply({ body: streamed, mediaType: 'text/event-stream' })
        expect(known).toContain(await outcome(piecesOf(opened.llm.stream('Hello?'))))
      }),
      { numRuns: 150 },
    )
  })
})
