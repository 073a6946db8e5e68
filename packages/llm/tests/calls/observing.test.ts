import { describe, expect, it } from 'vitest'
import { App, type Span, type SpanAttributes, type SpanOptions } from 'vivace'
import { testClient } from 'vivace/testing'
import { Metrics } from '@vivace/telemetry'
import {
  type CallDone,
  defineLlm,
  genAiAttributes,
  genAiMetrics,
  llmForRequest,
  llmSettings,
  tool,
} from '@vivace/llm'
import { fakeLlm } from '@vivace/llm/testing'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openLlm } from '../fixtures/open-llm.ts'
import { piecesOf } from '../fixtures/pieces-of.ts'

describe('a call that has ended', () => {
  it('is told of: what it took, and not what was said', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('my secret answer', 'my secret answer', { status: 401 })
    const done: CallDone[] = []
    await using opened = await openLlm(
      { onCallDone: (one) => done.push(one) },
      { settings: endpoint.settings },
    )
    await opened.llm.chat('my secret question')
    await piecesOf(opened.llm.stream('my secret question'))
    await failureOf(opened.llm.chat('my secret question'))
    await opened.llm.embed(['my secret text'])
    expect(done).toMatchObject([
      {
        operation: 'chat',
        provider: 'openai',
        requestModel: 'fake-model',
        finishReason: 'stop',
        isStream: false,
        attempts: 1,
        usage: { completionTokens: 3 },
      },
      { isStream: true, millisecondsToFirstPiece: expect.any(Number), failure: undefined },
      { failure: 'upstream_rejected', responseModel: undefined, usage: undefined },
      { operation: 'embeddings', requestModel: 'fake-embedding' },
    ])
    expect(JSON.stringify(done)).not.toContain('secret')
    const [first] = done
    if (first === undefined) throw new Error('Nothing was told.')
    expect(genAiAttributes(first)).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'fake-model',
      'gen_ai.response.model': 'fake-model',
      'gen_ai.response.finish_reasons': 'stop',
      'gen_ai.usage.output_tokens': 3,
      'server.address': '127.0.0.1',
      'error.type': undefined,
    })
  })

  it('is not failed by whoever is told of it', async () => {
    await using opened = await openLlm({
      onCallDone: () => {
        throw new Error('of the observer')
      },
    })
    expect((await opened.llm.chat('AI ethics')).finishReason).toBe('stop')
  })

  it('is counted in the metrics of the conventions', async () => {
    await using endpoint = await fakeLlm()
    const usage = { promptTokens: 20, completionTokens: 5 }
    endpoint.reply({ text: 'a b', usage }, { text: 'a b', usage }, { status: 400 })
    const metrics = new Metrics()
    await using opened = await openLlm({ onCallDone: genAiMetrics(metrics) }, { settings: endpoint.settings })
    await opened.llm.chat('Hello?')
    await piecesOf(opened.llm.stream('Hello?'))
    await failureOf(opened.llm.chat('Hello?'))
    const lines = metrics.render()
    const call =
      'gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="fake-model"'
    const good = `${call},gen_ai_response_model="fake-model"`
    expect(lines).toContain(`gen_ai_client_token_usage_sum{${good},gen_ai_token_type="input"} 40`)
    expect(lines).toContain(`gen_ai_client_token_usage_sum{${good},gen_ai_token_type="output"} 10`)
    expect(lines).toContain(`gen_ai_client_operation_duration_seconds_count{${good},error_type=""} 2`)
    expect(lines).toContain(
      `gen_ai_client_operation_duration_seconds_count{${call},gen_ai_response_model="",error_type="upstream_rejected"} 1`,
    )
    expect(lines).toContain(`gen_ai_client_operation_time_to_first_chunk_seconds_count{${good}} 1`)
  })
})

/** A span that a test looks at. */
class SeenSpan implements Span {
  readonly context = undefined
  attributes: SpanAttributes = {}
  isFailed = false
  isOver = false

  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  run<Result>(work: () => Result): Result {
    return work()
  }

  rename(): void {}
  set(attributes: SpanAttributes): void {
    this.attributes = { ...this.attributes, ...attributes }
  }
  fail(): void {
    this.isFailed = true
  }
  end(): void {
    this.isOver = true
  }
  headers(): undefined {}
}

describe('a traced app', () => {
  it('has a span for each call and each tool, below which the request is made', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply({ toolCalls: [{ name: 'look', arguments: {} }] }, 'seen', 'streamed', { status: 400 })
    const spans: SeenSpan[] = []
    const begin = (name: string, _: SpanOptions = {}): Span => {
      const span = new SeenSpan(name)
      spans.push(span)
      return span
    }
    const llm = llmForRequest(defineLlm())
    const look = tool({ name: 'look', description: 'Looks.', input: z.object({}), run: () => 'a cat' })
    const app = new App({ title: 'Traced', version: '1.0.0', tracer: { begin } })
    app.get('/', { inputs: { llm } }, async ({ llm }) => {
      await llm.useTools('What is it?', { tools: [look] })
      await piecesOf(llm.stream('Again?'))
      await failureOf(llm.chat('And now?'))
    })
    app.override(llmSettings, () => endpoint.settings)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(204)
    const ours = spans.filter(({ name }) => /^(chat|execute_tool)/.test(name))
    expect(ours.map(({ name }) => name)).toEqual([
      'chat fake-model',
      'execute_tool look',
      'chat fake-model',
      'chat fake-model',
      'chat fake-model',
    ])
    expect(ours.map(({ isFailed }) => isFailed)).toEqual([false, false, false, false, true])
    expect(ours.every(({ isOver }) => isOver)).toBe(true)
    expect(ours[0]?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'fake-model',
    })
    expect(ours[4]?.attributes).toMatchObject({ 'error.type': 'upstream_rejected' })
    expect(JSON.stringify(spans)).not.toContain('What is it')
  })
})
