import { describe, expect, it } from 'vitest'
import { HttpError } from 'vivace'
import { LlmError, tool, type UseToolsOptions } from '@vivace/llm'
import { type FakeAnswer, fakeLlm } from '@vivace/llm/testing'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openLlm } from '../fixtures/open-llm.ts'
import { piecesOf } from '../fixtures/pieces-of.ts'

const wants = (...calls: readonly (readonly [name: string, given: unknown])[]): FakeAnswer => ({
  toolCalls: calls.map(([name, given], at) => ({ name, arguments: given, id: `id${at}` })),
})

const add = tool({
  name: 'add',
  description: 'Adds two numbers.',
  input: z.object({ a: z.number(), b: z.number() }),
  run: ({ a, b }) => a + b,
})

const fails = tool({
  name: 'fails',
  description: 'Fails.',
  input: z.object({ how: z.enum(['openly', 'inside']) }),
  run: ({ how }) => {
    if (how === 'openly') throw new HttpError(404, { detail: 'There is no such city.' })
    throw new Error('password=hunter2')
  },
})

describe('tools', () => {
  it('are told to the model, called with checked arguments, and their results told', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(wants(['add', { a: 1, b: 2 }]), 'It is 3.')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const answer = await opened.llm.useTools('1 + 2?', { tools: [add] })
    expect(answer).toMatchObject({
      text: 'It is 3.',
      attempts: 2,
      steps: [{ results: [{ content: '3', isError: false }] }, {}],
    })
    expect(endpoint.calls[0]?.body).toMatchObject({
      tool_choice: 'auto',
      tools: [
        {
          type: 'function',
          function: {
            name: 'add',
            description: 'Adds two numbers.',
            parameters: { type: 'object', required: ['a', 'b'] },
          },
        },
      ],
    })
    expect(endpoint.calls[1]?.body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant', content: null, tool_calls: [{ id: 'id0' }] },
      { role: 'tool', tool_call_id: 'id0', content: '3' },
    ])
    const total =
      (answer.steps[0]?.answer.usage?.promptTokens ?? 0) + (answer.steps[1]?.answer.usage?.promptTokens ?? 0)
    expect(answer.usage?.promptTokens).toBe(total)
  })

  it('of one step run at the same time', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(wants(['meet', {}], ['meet', {}]), 'done')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    let arrived = 0
    let open = (): void => undefined
    const both = new Promise<void>((resolve) => (open = resolve))
    const meet = tool({
      name: 'meet',
      description: 'Waits for the other one.',
      input: z.object({}),
      run: async () => {
        arrived += 1
        if (arrived === 2) open()
        await both
      },
    })
    const { steps } = await opened.llm.useTools('go', { tools: [meet] })
    expect(steps[0]?.results.map(({ content }) => content)).toEqual(['Done.', 'Done.'])
  })

  it('that fail, and arguments that are wrong, are told to the model, without what nobody may know', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(
      wants(
        ['fails', { how: 'openly' }],
        ['fails', { how: 'inside' }],
        ['add', { a: 'one' }],
        ['add', 'no json'],
        ['what', {}],
      ),
      'sorry',
    )
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const { steps } = await opened.llm.useTools('go', { tools: [add, fails] })
    const results = steps[0]?.results ?? []
    expect(results.map(({ content }) => content)).toEqual([
      'There is no such city.',
      'The tool has failed.',
      expect.stringMatching(/^The arguments are wrong: a: .*; b: /),
      'The arguments are not JSON.',
      'There is no tool "what".',
    ])
    expect(results.every(({ isError }) => isError)).toBe(true)
    expect(results[1]?.error).toEqual(new Error('password=hunter2'))
    expect(JSON.stringify(endpoint.calls)).not.toContain('hunter2')
  })

  it('are taken away the last time that the model is asked', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always(({ body }) =>
      body['tool_choice'] === 'none' ? 'so be it' : wants(['add', { a: 1, b: 1 }]),
    )
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const answer = await opened.llm.useTools('go on', { tools: [add], maxSteps: 3 })
    expect(answer).toMatchObject({ text: 'so be it', steps: { length: 3 } })
  })

  it.each<[string, Partial<UseToolsOptions>, number]>([
    ['steps', { maxSteps: 2 }, 2],
    ['tokens', { maxTotalTokens: 1 }, 1],
  ])('end with an error when the %s are used up and the model wants more', async (_, bounds, asked) => {
    await using endpoint = await fakeLlm()
    endpoint.always(wants(['add', { a: 1, b: 1 }]))
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const error = await failureOf(opened.llm.useTools('go on', { tools: [add], ...bounds }))
    expect(error.code).toBe('tool_loop_ended')
    expect(endpoint.calls).toHaveLength(asked)
  })

  it('are not waited for when the call is given up', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply(wants(['hang', {}]))
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const controller = new AbortController()
    let seen: AbortSignal | undefined
    const hang = tool({
      name: 'hang',
      description: 'Never ends.',
      input: z.object({}),
      run: (_, { signal }) => {
        seen = signal
        setTimeout(() => controller.abort(new Error('enough')), 5)
        return new Promise(() => undefined)
      },
    })
    await expect(opened.llm.useTools('go', { tools: [hang], signal: controller.signal })).rejects.toThrow(
      'enough',
    )
    expect(seen?.aborted).toBe(true)
    await expect(
      opened.llm.useTools('go', { tools: [hang], signal: controller.signal }),
    ).rejects.not.toBeInstanceOf(LlmError)
  })

  it('may be offered without being run: in a chat, and in a stream', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always(wants(['add', { a: 1, b: 2 }]))
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const offered = { tools: [add], toolChoice: 'required' } as const
    const calls = [{ id: 'id0', name: 'add', arguments: '{"a":1,"b":2}' }]
    expect(await opened.llm.chat('1 + 2?', offered)).toMatchObject({
      toolCalls: calls,
      finishReason: 'tool-calls',
    })
    const pieces = await piecesOf(opened.llm.stream('1 + 2?', offered))
    expect(pieces).toMatchObject([{ type: 'tool-call', call: calls[0] }, { type: 'done' }])
    expect(endpoint.calls[1]?.body).toMatchObject({
      tool_choice: 'required',
      tools: [{ function: { name: 'add' } }],
    })
  })

  it('have names that endpoints take', () => {
    const named = (): unknown => tool({ name: 'add two', description: '', input: z.object({}), run: () => 0 })
    expect(named).toThrow('A tool cannot be called "add two"')
  })
})
