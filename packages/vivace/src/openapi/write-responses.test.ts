import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answer, body, operation } from '../../tests/openapi/sample-operations.ts'
import { documentOf, written } from '../../tests/openapi/write-sample.ts'
import type { ErrorDefinition } from '../errors/index.ts'
import type { OperationDescription } from '../operations/description.ts'

const responsesOf = (facts: Partial<OperationDescription>): Readonly<Record<string, unknown>> => {
  const { default: _, ...responses } = written(facts).responses
  return responses
}

const problem = { $ref: '#/components/schemas/ProblemDetails' }
const gone: ErrorDefinition = { status: 410, code: 'gone', title: 'It is gone' }

describe('the answers of an operation', () => {
  it('are described by the status phrase unless they say something themselves', () => {
    const answers = [answer(201, z.string()), answer(200, z.string(), { description: 'It was there.' })]
    expect(responsesOf({ answers })).toMatchObject({
      200: { description: 'It was there.' },
      201: { description: 'Created' },
    })
  })

  it('have no content without a media type', () => {
    expect(responsesOf({ answers: [{ status: 204 }] })).toEqual({ 204: { description: 'No Content' } })
  })

  it('have a media type without a schema where nothing is known', () => {
    const answers = [{ status: 200, mediaType: 'application/octet-stream' }]
    expect(responsesOf({ answers })).toEqual({
      200: { description: 'OK', content: { 'application/octet-stream': {} } },
    })
  })

  it('of one status share it: several schemas by anyOf, equal ones once, several media types side by side', () => {
    const answers = [
      answer(200, z.string()),
      answer(200, z.int()),
      answer(200, z.string()),
      answer(200, z.string(), { mediaType: 'text/plain' }),
    ]
    expect(responsesOf({ answers })).toEqual({
      200: {
        description: 'OK',
        content: {
          'application/json': { schema: { anyOf: [{ type: 'string' }, { type: 'integer' }] } },
          'text/plain': { schema: { type: 'string' } },
        },
      },
    })
  })

  it('have their headers', () => {
    const headers = { 'X-Total': { description: 'How many', schema: { type: 'integer' } } } as const
    expect(responsesOf({ answers: [{ status: 200, headers }] })).toEqual({
      200: { description: 'OK', headers: { 'x-total': headers['X-Total'] } },
    })
  })

  it('are one 200 if none is declared', () => {
    expect(responsesOf({ errors: [gone] })).toMatchObject({ 200: { description: 'OK' }, 410: {} })
  })
})

describe('the errors of an operation', () => {
  it('are problem documents with an example', () => {
    expect(responsesOf({ errors: [{ ...gone, type: 'https://example.com/gone' }] })[410]).toEqual({
      description: 'It is gone',
      content: {
        'application/problem+json': {
          schema: problem,
          examples: {
            gone: {
              summary: 'It is gone',
              value: { type: 'https://example.com/gone', title: 'It is gone', status: 410, code: 'gone' },
            },
          },
        },
      },
    })
  })

  it('of one status share it, with an example for each code', () => {
    const erased = { ...gone, code: 'erased', title: 'Erased', description: 'Somebody erased it.' }
    expect(responsesOf({ errors: [gone, erased, gone] })[410]).toMatchObject({
      description: '* It is gone\n* Somebody erased it.',
      content: { 'application/problem+json': { schema: problem, examples: { gone: {}, erased: {} } } },
    })
  })

  it('share a status with a declared answer', () => {
    expect(responsesOf({ answers: [answer(410, z.string())], errors: [gone] })[410]).toMatchObject({
      content: {
        'application/json': { schema: { type: 'string' } },
        'application/problem+json': { schema: problem },
      },
    })
  })

  it('have their headers', () => {
    expect(responsesOf({ errors: [{ ...gone, headers: { 'Retry-After': '30' } }] })[410]).toMatchObject({
      headers: { 'retry-after': { schema: { type: 'string' }, example: '30' } },
    })
  })
})

describe('the 422 of an operation', () => {
  it('is there if its inputs can be wrong', () => {
    expect(responsesOf({ canFailValidation: true })[422]).toEqual({
      description: 'The request is not valid',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ValidationProblem' } } },
    })
    expect(responsesOf({})).not.toHaveProperty('422')
  })

  it('names every member of a failure', () => {
    const { components } = documentOf([operation({ method: 'GET', path: '/', canFailValidation: true })])
    expect(components?.schemas?.ValidationProblem).toMatchObject({
      required: ['type', 'title', 'status', 'errors'],
      properties: { errors: { items: { required: ['in', 'pointer', 'message', 'code'] } } },
    })
  })

  it('is one of several where a declared error has that status', () => {
    const odd: ErrorDefinition = { status: 422, code: 'odd', title: 'Odd' }
    expect(responsesOf({ canFailValidation: true, errors: [odd] })[422]).toMatchObject({
      description: '* Odd\n* The request is not valid',
      content: {
        'application/problem+json': {
          schema: { anyOf: [problem, { $ref: '#/components/schemas/ValidationProblem' }] },
          examples: { odd: {} },
        },
      },
    })
  })
})

describe('what an operation answers without declaring it', () => {
  it('is its default answer, a component', () => {
    const operations = [
      operation({ method: 'GET', path: '/' }),
      operation({ method: 'POST', path: '/', body: [body(z.int())] }),
    ]
    const { paths, components } = documentOf(operations)
    expect(paths['/']?.get?.responses.default).toEqual({ $ref: '#/components/responses/Problem' })
    expect(paths['/']?.post?.responses.default).toEqual({ $ref: '#/components/responses/BodyProblem' })
    expect(components?.responses).toMatchObject({
      BodyProblem: {
        content: {
          'application/problem+json': {
            schema: problem,
            examples: {
              'malformed-json': { value: { status: 400 } },
              'content-too-large': { value: { status: 413 } },
              'unsupported-media-type': { value: { status: 415 } },
              'internal-error': { value: { status: 500 } },
            },
          },
        },
      },
      Problem: { content: { 'application/problem+json': { examples: { 'internal-error': {} } } } },
    })
  })
})

describe('in the error format of FastAPI', () => {
  const facts = {
    method: 'POST',
    path: '/',
    body: [body(z.int())],
    errors: [gone],
    canFailValidation: true,
  } as const
  const { paths, components } = documentOf([operation(facts)], { errorFormat: 'fastapi' })

  it('errors are JSON with a detail', () => {
    expect(paths['/']?.post?.responses[410]).toEqual({
      description: 'It is gone',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/HTTPError' },
          examples: { gone: { summary: 'It is gone', value: { detail: 'It is gone' } } },
        },
      },
    })
    const { examples } = components?.responses?.BodyProblem?.content?.['application/json'] ?? {}
    expect(examples).toMatchObject({ 'content-too-large': { value: { detail: 'Content Too Large' } } })
    // Malformed JSON is one of the failures of FastAPI's 422.
    expect(examples).not.toHaveProperty('malformed-json')
  })

  it('the 422 is that of FastAPI, member for member', () => {
    expect(paths['/']?.post?.responses[422]).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/HTTPValidationError' } } },
    })
    expect(components?.schemas?.HTTPValidationError).toEqual({
      properties: {
        detail: { items: { $ref: '#/components/schemas/ValidationError' }, type: 'array', title: 'Detail' },
      },
      type: 'object',
      title: 'HTTPValidationError',
    })
    expect(components?.schemas?.ValidationError).toEqual({
      properties: {
        loc: {
          items: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
          type: 'array',
          title: 'Location',
        },
        msg: { type: 'string', title: 'Message' },
        type: { type: 'string', title: 'Error Type' },
        input: { title: 'Input' },
        ctx: { type: 'object', title: 'Context' },
      },
      type: 'object',
      required: ['loc', 'msg', 'type'],
      title: 'ValidationError',
    })
  })
})
