import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { writeAsyncApi } from '../../src/asyncapi/index.ts'
import { channel, received } from '../../tests/asyncapi/sample-channels.ts'
import { DocumentReader } from './document-reader.ts'
import { exampleValue } from './example-value.ts'

/** The example of what a channel receives, and whether its own schema takes it. */
function exampleOf(schema: z.ZodType): unknown {
  const document = writeAsyncApi({ title: 'A', version: '1' }, [
    channel({ path: '/a', receives: received(schema) }),
  ])
  const reader = new DocumentReader(document)
  const [view] = reader.channels()
  const [message] = view?.toApp ?? []
  const example = exampleValue(message?.payload ?? {}, reader)
  expect(schema.safeParse(example)).toMatchObject({ success: true })
  expect(
    new Ajv({ strict: false, validateFormats: false }).validate(
      { ...document, ...message?.payload },
      example,
    ),
  ).toBe(true)
  return example
}

const Node = z
  .object({
    name: z.string(),
    get next() {
      return Node.optional()
    },
  })
  .meta({ id: 'Node' })

describe('the example of a message', () => {
  it('is what its author gives as one', () => {
    expect(exampleOf(z.object({ text: z.string().meta({ examples: ['Hello'] }) }))).toEqual({ text: 'Hello' })
    expect(exampleOf(z.object({ to: z.string().default('all') }))).toEqual({ to: 'all' })
  })

  it.each([
    [z.object({ kind: z.literal('join'), mood: z.enum(['good', 'bad']) }), { kind: 'join', mood: 'good' }],
    [
      z.object({ id: z.int().min(5), share: z.number().gt(2), off: z.number().max(0) }),
      { id: 5, share: 2.5, off: 0 },
    ],
    [z.object({ name: z.string().min(6).max(7), short: z.string().max(2) }), { name: 'name..', short: 'sh' }],
    [z.array(z.object({ done: z.boolean() })).min(2), [{ done: true }, { done: true }]],
    [z.tuple([z.string(), z.int()]), ['text', 1]],
    [
      z.object({ at: z.iso.datetime(), id: z.uuid(), mail: z.email() }),
      expect.objectContaining({ mail: 'ada@example.com' }),
    ],
    [z.union([z.object({ a: z.null() }), z.string()]).meta({ id: 'Either' }), { a: null }],
    [z.intersection(z.object({ a: z.int() }), z.object({ b: z.string() })), { a: 1, b: 'b' }],
    [z.string().nullable(), 'text'],
    [z.unknown(), 'text'],
  ])('is made up of what the schema says: %#', (schema, example) => {
    expect(exampleOf(schema)).toEqual(example)
  })

  it('ends where a schema contains itself', () => {
    const text = JSON.stringify(exampleOf(Node))
    expect(text).toMatch(/^\{"name":"name","next":/)
    expect(text.length).toBeLessThan(300)
  })
})
