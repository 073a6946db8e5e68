import { describe, expect, it } from 'vitest'
import { App, events, lastEventId, lines, route, stream } from 'vivace'
import * as z from 'zod'
import { lintDocument } from './lint-document.ts'

const Step = z.object({ n: z.int() }).meta({ id: 'Step' })

function shop(openapi?: '3.1' | '3.2'): App {
  const app = new App({ title: 'Streams', version: '1.0.0', ...(openapi === undefined ? {} : { openapi }) })
  app.get('/steps', { inputs: { lastEventId }, returns: events(Step) }, async function* () {
    yield { n: 1 }
  })
  app.get('/export', { returns: lines(Step) }, async function* () {
    yield { n: 1 }
  })
  app.get('/texts', { returns: stream('text/csv') }, async function* () {
    yield 'a'
  })
  app.get('/bytes', { returns: stream() }, async function* () {
    yield 'a'
  })
  app.add(route.query('/search', { returns: Step }, () => ({ n: 1 })))
  return app
}

/** What a document says of the body of an answer. */
function contentOf(app: App, path: string): unknown {
  const answer = app.openapi().paths[path]?.get?.responses['200']
  return answer !== undefined && 'content' in answer ? answer.content : undefined
}

const step = { $ref: '#/components/schemas/Step' }
const stepEvent = {
  type: 'object',
  properties: {
    data: { type: 'string', contentMediaType: 'application/json', contentSchema: step },
    event: { type: 'string' },
    id: { type: 'string' },
    retry: { type: 'integer', minimum: 0 },
  },
}

describe('the document of streams', () => {
  it('says what an item is in an extension in OpenAPI 3.1', () => {
    const app = shop()
    expect(app.openapi().openapi).toBe('3.1.0')
    expect(contentOf(app, '/steps')).toEqual({
      'text/event-stream': { schema: { type: 'string' }, 'x-item-schema': stepEvent },
    })
    expect(contentOf(app, '/export')).toEqual({
      'application/jsonl': { schema: { type: 'string' }, 'x-item-schema': step },
    })
    expect(Object.keys(app.openapi().paths['/search'] ?? {})).toEqual(['x-query'])
  })

  it('says it as itemSchema in OpenAPI 3.2, which has QUERY too', () => {
    const app = shop('3.2')
    expect(app.openapi().openapi).toBe('3.2.0')
    expect(contentOf(app, '/steps')).toEqual({ 'text/event-stream': { itemSchema: stepEvent } })
    expect(contentOf(app, '/export')).toEqual({ 'application/jsonl': { itemSchema: step } })
    expect(Object.keys(app.openapi().paths['/search'] ?? {})).toEqual(['query'])
  })

  it('says that other streams are text, or bytes without a schema', () => {
    expect(contentOf(shop(), '/texts')).toEqual({ 'text/csv': { schema: { type: 'string' } } })
    expect(contentOf(shop(), '/bytes')).toEqual({ 'application/octet-stream': { schema: {} } })
  })

  it('names the header that a client resumes with', () => {
    expect(shop().openapi().paths['/steps']?.get?.parameters).toMatchObject([
      { in: 'header', name: 'last-event-id', schema: { type: 'string' } },
    ])
  })

  it.each(['3.1', '3.2'] as const)('has no errors for the linters in OpenAPI %s', async (version) => {
    const findings = await lintDocument(shop(version).openapi())
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
