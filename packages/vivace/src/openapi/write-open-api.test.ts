import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answer, operation, sampleInfo, sampleOperations } from '../../tests/openapi/sample-operations.ts'
import { documentOf, written } from '../../tests/openapi/write-sample.ts'
import { writeOpenApi } from './write-open-api.ts'

describe('an API document', () => {
  it('of no operations has what it needs', () => {
    expect(documentOf([])).toEqual({
      openapi: '3.1.0',
      info: { title: 'Test', version: '1' },
      servers: [{ url: '/' }],
      paths: {},
      security: [],
    })
  })

  it('says what it is told of the API, and nothing that it is not', () => {
    const told = { ...sampleInfo, log: 'secret' }
    const { info, servers, externalDocs } = writeOpenApi(told, [])
    const { tags: _, servers: given, externalDocs: handbook, ...about } = sampleInfo
    expect({ info, servers, externalDocs }).toEqual({ info: about, servers: given, externalDocs: handbook })
  })

  it('is the same each time', () => {
    const once = JSON.stringify(writeOpenApi(sampleInfo, sampleOperations))
    expect(JSON.stringify(writeOpenApi(sampleInfo, sampleOperations))).toBe(once)
  })

  it('has its tags in the declared order, then by first use', () => {
    const tagged = (path: string, ...tags: string[]) => operation({ method: 'GET', path, tags })
    const info = { title: 'T', version: '1', tags: [{ name: 'B', description: 'b' }, { name: 'A' }] }
    const { tags } = writeOpenApi(info, [tagged('/1', 'D', 'A'), tagged('/2', 'C', 'D', 'B')])
    expect(tags).toEqual([{ name: 'B', description: 'b' }, { name: 'A' }, { name: 'D' }, { name: 'C' }])
  })

  it('has its components by name', () => {
    const named = (id: string) => z.object({}).meta({ id })
    const answers = [answer(200, named('B')), answer(201, named('A'))]
    expect(
      Object.keys(documentOf([operation({ method: 'GET', path: '/', answers })]).components?.schemas ?? {}),
    ).toEqual(['A', 'B', 'ProblemDetails'])
  })

  it('leaves hidden operations out, and what only they use', () => {
    const hidden = operation({ method: 'GET', path: '/', hidden: true, tags: ['A'], operationId: 'x' })
    expect(documentOf([hidden])).toEqual(documentOf([]))
    expect(Object.keys(documentOf([hidden, { ...hidden, hidden: false }]).paths)).toEqual(['/'])
  })

  it('is data: it has no references to what it was made from', () => {
    const schema = { type: 'object', default: { a: [1] } } as const
    const document = documentOf([
      operation({ method: 'GET', path: '/', answers: [{ status: 200, mediaType: 'a/b', schema }] }),
    ])
    expect(document.paths['/']?.get?.responses[200]).toEqual({
      description: 'OK',
      content: { 'a/b': { schema: { type: 'object', default: { a: [1] } } } },
    })
    expect(JSON.stringify(document)).not.toContain('placeholder:')
  })
})

describe('an operation in the document', () => {
  it('has its facts', () => {
    const facts = {
      operationId: 'readA',
      summary: 'Read',
      description: 'Reads *a*.',
      tags: ['A', 'A'],
      deprecated: true,
    }
    expect(written(facts)).toMatchObject({ ...facts, tags: ['A'] })
  })

  it('is summarised by its operationId unless it says something itself', () => {
    expect(written({ path: '/items/{itemId}/tags' }).summary).toBe('Post items by item id tags')
    expect(written({ operationId: 'list_all_users' }).summary).toBe('List all users')
  })

  it('has its extensions, merged into what is there', () => {
    const extensions = { 'x-order': 1, responses: { 200: { links: { self: { operationId: 'readA' } } } } }
    expect(written({ extensions })).toMatchObject({
      'x-order': 1,
      responses: { 200: { description: 'OK', links: { self: { operationId: 'readA' } } } },
    })
  })

  it('shares its path with the other methods', () => {
    const operations = (['GET', 'POST'] as const).map((method) => operation({ method, path: '/a' }))
    expect(Object.keys(documentOf(operations).paths['/a'] ?? {})).toEqual(['get', 'post'])
  })
})
