import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { operation, parameter } from '../../tests/openapi/sample-operations.ts'
import { documentOf, written } from '../../tests/openapi/write-sample.ts'
import type { ParameterDescription } from '../inputs/source.ts'

const parametersOf = (parameters: readonly ParameterDescription[], path = '/a'): unknown =>
  written({ path, parameters }).parameters

describe('the parameters of an operation', () => {
  it('stand in the order path, query, header, cookie', () => {
    const places = ['cookie', 'header', 'query', 'path'] as const
    const parameters = places.map((place) => parameter('a', z.string(), { in: place }))
    expect(parametersOf(parameters, '/{a}')).toMatchObject([
      { in: 'path' },
      { in: 'query' },
      { in: 'header' },
      { in: 'cookie' },
    ])
  })

  it('are left out when they are hidden, but for those of the path', () => {
    const hidden = { hidden: true }
    const parameters = [
      parameter('id', z.int(), hidden),
      parameter('q', z.string(), { in: 'query', ...hidden }),
    ]
    expect(parametersOf(parameters, '/{id}')).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
    ])
  })

  it('are shown if one of their uses is not hidden', () => {
    const uses = [{ hidden: true }, {}].map((facts) => parameter('q', z.string(), { in: 'query', ...facts }))
    expect(parametersOf(uses)).toMatchObject([{ name: 'q' }])
  })

  it('are text where only the template names them', () => {
    expect(parametersOf([], '/files/{rest*}')).toEqual([
      { name: 'rest', in: 'path', required: true, schema: { type: 'string' } },
    ])
  })

  it('are absent where there are none', () => {
    expect(parametersOf([])).toBeUndefined()
  })
})

describe('a parameter', () => {
  it('is required or not, described, deprecated, and has an example', () => {
    const facts = {
      in: 'query',
      required: false,
      description: 'How many',
      deprecated: true,
      examples: [5],
    } as const
    expect(parametersOf([parameter('limit', z.int().min(1), facts)])).toEqual([
      {
        name: 'limit',
        in: 'query',
        description: 'How many',
        deprecated: true,
        schema: { type: 'integer', minimum: 1 },
        example: 5,
      },
    ])
  })

  it('has several examples by name', () => {
    const facts = { in: 'query', examples: ['a', 'b'] } as const
    expect(parametersOf([parameter('q', z.string(), facts)])).toMatchObject([
      { examples: { example1: { value: 'a' }, example2: { value: 'b' } } },
    ])
  })

  it('says once what its schema says as well', () => {
    const schema = z.int().describe('How many').meta({ deprecated: true })
    const facts = { in: 'query', description: 'How many', deprecated: true } as const
    expect(parametersOf([parameter('limit', schema, facts)])).toEqual([
      {
        name: 'limit',
        in: 'query',
        required: true,
        description: 'How many',
        deprecated: true,
        schema: { type: 'integer' },
      },
    ])
  })

  it('of an array is sent as OpenAPI assumes, without style and explode', () => {
    expect(parametersOf([parameter('tag', z.array(z.string()), { in: 'query' })])).toEqual([
      { name: 'tag', in: 'query', required: true, schema: { type: 'array', items: { type: 'string' } } },
    ])
  })
})

describe('a parameter that several inputs read', () => {
  const uses = (...facts: readonly Partial<ParameterDescription>[]): readonly ParameterDescription[] =>
    facts.map((each) => parameter('q', z.string(), { in: 'query', required: false, ...each }))

  it('is written once', () => {
    expect(parametersOf(uses({}, {}))).toEqual([{ name: 'q', in: 'query', schema: { type: 'string' } }])
  })

  it('is one whatever the case of a header, and two whatever the case of a query parameter', () => {
    const named = (place: 'header' | 'query'): readonly ParameterDescription[] =>
      ['x-a', 'X-A'].map((name) => parameter(name, z.string(), { in: place }))
    expect(parametersOf(named('header'))).toMatchObject([{ name: 'x-a' }])
    expect(parametersOf(named('query'))).toMatchObject([{ name: 'x-a' }, { name: 'X-A' }])
  })

  it('is required if one of them requires it, and deprecated if all of them say so', () => {
    const [once] = written({ parameters: uses({ required: true, deprecated: true }, {}) }).parameters ?? []
    expect(once).toMatchObject({ required: true })
    expect(once).not.toHaveProperty('deprecated')
  })

  it('is described and exemplified by the first that does', () => {
    expect(parametersOf(uses({}, { description: 'b', examples: ['x'] }, { description: 'c' }))).toMatchObject(
      [{ description: 'b', example: 'x' }],
    )
  })

  it('satisfies all of their schemas', () => {
    const limits = [z.int().max(100), z.int().max(50)].map((schema) =>
      parameter('limit', schema, { in: 'query' }),
    )
    expect(parametersOf(limits)).toMatchObject([
      {
        schema: {
          allOf: [
            { type: 'integer', maximum: 100 },
            { type: 'integer', maximum: 50 },
          ],
        },
      },
    ])
  })

  it('has the first schema where they read the text as different types', () => {
    const types = [z.int(), z.string()].map((schema) => parameter('id', schema, { in: 'query' }))
    expect(parametersOf(types)).toMatchObject([{ schema: { type: 'integer' } }])
  })
})

describe('a path parameter', () => {
  it('has the name that the first route of its shape gives it', () => {
    const byId = { method: 'GET', path: '/items/{id}' } as const
    const operations = [
      { ...byId, parameters: [parameter('id', z.int())] },
      { method: 'PUT', path: '/items/{item}', parameters: [parameter('item', z.int())] },
    ] as const
    const { paths } = documentOf(operations.map((facts) => operation(facts)))
    expect(paths).toMatchObject({
      '/items/{id}': { get: { parameters: [{ name: 'id' }] }, put: { parameters: [{ name: 'id' }] } },
    })
  })
})
