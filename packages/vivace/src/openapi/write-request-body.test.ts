import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { body, operation } from '../../tests/openapi/sample-operations.ts'
import { documentOf } from '../../tests/openapi/write-sample.ts'
import type { BodyDescription } from '../inputs/source.ts'

const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

/** The request body of an operation called `save`, and the component of its members. */
function bodyOf(parts: readonly BodyDescription[]): {
  readonly requestBody: unknown
  readonly members: unknown
} {
  const document = documentOf([operation({ method: 'POST', path: '/a', operationId: 'save', body: parts })])
  const { requestBody } = document.paths['/a']?.post ?? {}
  return { requestBody, members: document.components?.schemas?.Body_save }
}

describe('a request body that one input reads whole', () => {
  it('is its schema', () => {
    const part = body(z.object({ a: z.string() }), { description: 'The thing.', examples: [{ a: 'b' }] })
    expect(bodyOf([part]).requestBody).toEqual({
      description: 'The thing.',
      required: true,
      content: {
        'application/json': {
          schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          example: { a: 'b' },
        },
      },
    })
  })

  it('need not be sent if the input says so', () => {
    expect(bodyOf([body(z.string(), { required: false })]).requestBody).not.toHaveProperty('required')
  })

  it('can have several media types', () => {
    const form = z.object({ a: z.string() })
    const parts = [urlencoded, multipart].map((mediaType) => body(form, { mediaType }))
    expect(bodyOf(parts).requestBody).toMatchObject({ content: { [urlencoded]: {}, [multipart]: {} } })
  })

  it('satisfies every input that reads it', () => {
    const [a, b] = [z.object({ a: z.string() }), z.object({ b: z.string() })]
    expect(bodyOf([body(a), body(a), body(b)]).requestBody).toMatchObject({
      content: { 'application/json': { schema: { allOf: [{ required: ['a'] }, { required: ['b'] }] } } },
    })
  })
})

describe('a request body that several inputs read a member of', () => {
  it('is an object with their names, called after the operation', () => {
    const parts = [
      body(z.object({ name: z.string() }).meta({ id: 'Item' }), { member: 'item', description: 'What' }),
      body(z.int(), { member: 'importance', required: false, examples: [5] }),
    ]
    const { requestBody, members } = bodyOf(parts)
    expect(requestBody).toEqual({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Body_save' } } },
    })
    expect(members).toEqual({
      title: 'Body_save',
      type: 'object',
      properties: {
        item: { $ref: '#/components/schemas/Item', description: 'What' },
        importance: { type: 'integer', examples: [5] },
      },
      required: ['item'],
    })
  })

  it('need not be sent if none of them requires it', () => {
    const { requestBody, members } = bodyOf([body(z.int(), { member: 'a', required: false })])
    expect(requestBody).not.toHaveProperty('required')
    expect(members).not.toHaveProperty('required')
  })

  it('has a member once, however many inputs read it', () => {
    const parts = [
      body(z.int().max(9), { member: 'a' }),
      body(z.int().max(5), { member: 'a', required: false }),
    ]
    expect(bodyOf(parts).members).toMatchObject({
      properties: { a: { allOf: [{ maximum: 9 }, { maximum: 5 }] } },
      required: ['a'],
    })
  })

  it('is multipart as soon as one member is a file', () => {
    const parts = [
      body(z.string(), { member: 'caption', mediaType: urlencoded }),
      body(z.file(), { member: 'photo', mediaType: multipart }),
    ]
    const { requestBody, members } = bodyOf(parts)
    expect(requestBody).toMatchObject({ content: { [multipart]: {} } })
    expect(requestBody).not.toHaveProperty(['content', urlencoded])
    expect(members).toMatchObject({ required: ['caption', 'photo'] })
  })

  it('is urlencoded without one', () => {
    const { requestBody } = bodyOf([body(z.string(), { member: 'caption', mediaType: urlencoded })])
    expect(requestBody).toMatchObject({ content: { [urlencoded]: {} } })
  })
})
