import { describe, expect, it } from 'vitest'
import { fakeLlm } from '@vivace/llm/testing'
import * as z from 'zod'
import { openLlm } from '../fixtures/open-llm.ts'
import { piecesOf } from '../fixtures/pieces-of.ts'

describe('a request', () => {
  it('is a chat completion with the key, the model and what was asked', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('Hello.')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    await opened.llm.chat('Hello?', {
      system: 'Be brief.',
      temperature: 0,
      topP: 0.5,
      maxTokens: 20,
      stop: ['\n'],
      seed: 7,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      reasoningEffort: 'low',
      extra: { user: 'u1' },
      headers: { 'x-correlation-id': 'c1' },
    })
    const [call] = endpoint.calls
    expect(call).toMatchObject({ path: '/v1/chat/completions', prompt: 'Hello?' })
    expect(call?.headers).toMatchObject({
      authorization: 'Bearer sk-test-0123456789abcdef',
      'content-type': 'application/json',
      'x-correlation-id': 'c1',
    })
    expect(call?.body).toEqual({
      model: 'fake-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hello?' },
      ],
      temperature: 0,
      top_p: 0.5,
      max_tokens: 20,
      stop: ['\n'],
      seed: 7,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      reasoning_effort: 'low',
      user: 'u1',
    })
  })

  it('has no Authorization without a key', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('Hello.')
    const { openaiApiKey: _, ...settings } = endpoint.settings
    await using opened = await openLlm({}, { settings })
    await opened.llm.chat('Hello?')
    expect(endpoint.calls[0]?.headers['authorization']).toBeUndefined()
  })

  it('carries pictures, tool calls and their answers', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('A cat.')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const call = { id: '1', name: 'look', arguments: '{}' }
    await opened.llm.chat([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image', url: 'https://a/b.png' },
        ],
      },
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', toolCallId: '1', content: 'cat' },
    ])
    expect(endpoint.calls[0]?.body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'https://a/b.png' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: '1', type: 'function', function: { name: 'look', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: '1', content: 'cat' },
    ])
  })

  it('has the defaults of its client, and either signal ends it', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('a', 'b', { hangs: true })
    await using opened = await openLlm(
      { model: 'usual' },
      { settings: { ...endpoint.settings, llmModel: undefined } },
    )
    const careful = opened.llm
      .with({ temperature: 0, headers: { a: '1' } })
      .with({ headers: { b: '2' }, seed: 1 })
    await careful.chat('one')
    await careful.chat('two', { temperature: 1, model: 'other', seed: undefined })
    expect(endpoint.calls[0]).toMatchObject({
      body: { model: 'usual', temperature: 0, seed: 1 },
      headers: { a: '1', b: '2' },
    })
    expect(endpoint.calls[1]?.body).toMatchObject({ model: 'other', temperature: 1, seed: 1 })
    const controller = new AbortController()
    const both = careful.with({ signal: controller.signal })
    const asking = both.chat('three', { signal: new AbortController().signal })
    setTimeout(() => controller.abort(new Error('gone')), 30)
    await expect(asking).rejects.toThrow('gone')
  })

  it('asks for less where the endpoint does not know a thing, and remembers it', async () => {
    await using endpoint = await fakeLlm({ refuses: ['response_format', 'stream_options'] })
    endpoint.always({ text: '{"word":"yes"}' })
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const schema = z.object({ word: z.string() })
    expect((await opened.llm.object('Say yes.', { schema })).value).toEqual({ word: 'yes' })
    expect(endpoint.calls.map(({ body }) => body['response_format'])).toMatchObject([
      { type: 'json_schema' },
      { type: 'json_object' },
      undefined,
    ])
    expect(JSON.stringify(endpoint.calls[2]?.body['messages'])).toContain('JSON Schema')
    await opened.llm.object('Say yes.', { schema })
    expect(endpoint.calls).toHaveLength(4)
    const pieces = await piecesOf(opened.llm.stream('Say yes.'))
    expect(pieces.at(-1)).toMatchObject({
      answer: { text: '{"word":"yes"}', usage: undefined, cost: undefined },
    })
    expect(endpoint.calls).toHaveLength(6)
  })

  it('asks for no less because of a prompt that is repeated in a refusal', async () => {
    await using endpoint = await fakeLlm()
    const message = 'Bad message: what is stream_options and response_format?'
    endpoint.reply({ status: 400, param: 'messages', message }, '{"word":"yes"}')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const schema = z.object({ word: z.string() })
    await expect(opened.llm.object('?', { schema })).rejects.toThrow('upstream_rejected')
    await opened.llm.object('?', { schema })
    expect(endpoint.calls.map(({ body }) => body['response_format'])).toMatchObject([
      { type: 'json_schema' },
      { type: 'json_schema' },
    ])
  })

  it('names the tokens as the model knows them', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(
      {
        status: 400,
        code: 'unsupported_parameter',
        param: 'max_tokens',
        message: "Use 'max_completion_tokens'.",
      },
      'short',
    )
    await using opened = await openLlm({}, { settings: endpoint.settings })
    expect((await opened.llm.chat('Hello?', { maxTokens: 9 })).text).toBe('short')
    expect(endpoint.calls[1]?.body).toMatchObject({ max_completion_tokens: 9 })
    expect(endpoint.calls[1]?.body).not.toHaveProperty('max_tokens')
  })
})
