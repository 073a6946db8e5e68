import { describe, expect, it } from 'vitest'
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { fakeLlm } from '@vivace/llm/testing'
import { type } from 'arktype'
import * as v from 'valibot'
import * as z from 'zod'
import { failureOf } from '../fixtures/failure-of.ts'
import { openLlm } from '../fixtures/open-llm.ts'

const Point = z.object({ x: z.int(), y: z.int() })

describe('an object', () => {
  it('is asked for by the JSON Schema of its schema, which the endpoint holds the model to where it can', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('{"x":1,"y":2}', '{"x":1}', '{"value":[1]}')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const { value } = await opened.llm.object('Where?', {
      schema: Point,
      name: 'point',
      description: 'A place.',
    })
    expect(value).toEqual({ x: 1, y: 2 })
    expect(endpoint.calls[0]?.body['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: {
        name: 'point',
        description: 'A place.',
        strict: true,
        schema: { type: 'object', required: ['x', 'y'], additionalProperties: false },
      },
    })
    const Optional = z.object({ x: z.int(), y: z.int().optional() })
    expect((await opened.llm.object('Where?', { schema: Optional })).value).toEqual({ x: 1 })
    expect(endpoint.calls[1]?.body['response_format']).toMatchObject({
      json_schema: { name: 'answer', strict: false },
    })
    expect((await opened.llm.object('Which?', { schema: z.array(z.int()) })).value).toEqual([1])
    expect(endpoint.calls[2]?.body['response_format']).toMatchObject({
      json_schema: { schema: { required: ['value'], properties: { value: { type: 'array' } } } },
    })
  })

  it('is of any library of schemas, and is what the schema makes of it', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always('{"x":1}')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const Doubled = z.object({ x: z.int().transform((x) => x * 2) })
    const ofValibot = toStandardJsonSchema(v.object({ x: v.number() }))
    const answers = [
      await opened.llm.object('?', { schema: Doubled }),
      await opened.llm.object('?', { schema: ofValibot }),
      await opened.llm.object('?', { schema: type({ x: 'number' }) }),
    ]
    expect(answers.map(({ value }) => value)).toEqual([{ x: 2 }, { x: 1 }, { x: 1 }])
  })

  it.each(['```json\n{"x":1,"y":2}\n```', 'Here you are: {"x":1,"y":2}. Anything else?', ' {"x":1,"y":2}\n'])(
    'is found in %j',
    async (text) => {
      await using endpoint = await fakeLlm()
      endpoint.reply(text)
      await using opened = await openLlm({}, { settings: endpoint.settings })
      expect(await opened.llm.object('Where?', { schema: Point })).toMatchObject({
        value: { x: 1, y: 2 },
        isRepaired: false,
      })
    },
  )

  it.each(['no JSON at all', '{"x":1', '{"x":"one","y":2}', '[]', ''])('is mended once: %j', async (text) => {
    await using endpoint = await fakeLlm()
    endpoint.reply(text, '{"x":1,"y":2}')
    const prices = { 'fake-model': { input: 1 } }
    await using opened = await openLlm({ prices }, { settings: endpoint.settings })
    const answer = await opened.llm.object('Where?', { schema: Point })
    expect(answer).toMatchObject({ value: { x: 1, y: 2 }, isRepaired: true, attempts: 2 })
    expect(answer.cost).toBeGreaterThan(0)
    expect(endpoint.calls[1]?.body['messages']).toMatchObject([
      { role: 'user', content: 'Where?' },
      { role: 'assistant', content: text },
      { role: 'user', content: expect.stringMatching(/not the JSON that was asked for/) },
    ])
  })

  it('tells the model where it is wrong', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('{"x":"one","y":2}', '{"x":1,"y":2}')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    await opened.llm.object('Where?', { schema: Point })
    expect(endpoint.calls[1]?.prompt).toContain('- x: ')
  })

  it('that is wrong twice is an error, which has the text where no log finds it', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('{"x":1}', '{"x":"my secret"}')
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const error = await failureOf(opened.llm.object('Where?', { schema: Point }))
    expect(error).toMatchObject({ code: 'object_invalid', status: 502, retryable: false })
    expect(error.message).not.toContain('my secret')
    expect(error.answerText?.reveal()).toBe('{"x":"my secret"}')
    expect(endpoint.calls).toHaveLength(2)
  })

  it.each([
    [{ text: '{"x":1', finishReason: 'length' }, 'answer_cut_off', '{"x":1'],
    [{ text: '', finishReason: 'content_filter' }, 'content_filtered', ''],
    [{ refusal: 'I cannot say that.' }, 'refused', 'I cannot say that.'],
  ])('that the model does not finish is not asked for again: %j is %s', async (reply, code, text) => {
    await using endpoint = await fakeLlm()
    endpoint.reply(reply)
    await using opened = await openLlm({}, { settings: endpoint.settings })
    const error = await failureOf(opened.llm.object('Where?', { schema: Point }))
    expect(error.code).toBe(code)
    expect(error.answerText?.reveal()).toBe(text)
    expect(endpoint.calls).toHaveLength(1)
  })

  it('has a name that endpoints take, and a schema that can be told', async () => {
    await using opened = await openLlm()
    await expect(opened.llm.object('?', { schema: Point, name: 'a point' })).rejects.toThrow(
      'cannot be called "a point"',
    )
    const schema = z.object({ at: z.map(z.string(), z.string()) })
    await expect(opened.llm.object('?', { schema })).rejects.toThrow('it has no JSON Schema')
  })
})
