import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenApiDocument } from 'vivace'
import { testClient, type TestClient } from 'vivace/testing'
import { practice } from './app.ts'

let client: TestClient
let document: OpenApiDocument

beforeAll(async () => {
  client = await testClient(practice)
  document = (await client.get('/openapi.json')).json<OpenApiDocument>()
})
afterAll(() => client.close())

type DocumentedOperation = OpenApiDocument['paths'][string][string] & { readonly path: string }

function operations(): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.values(item).map((operation) => ({ ...operation, path })),
  )
}

/** The operation's request, made of the examples of its parameters. */
function exampleRequest({ path, parameters = [] }: DocumentedOperation): string {
  const given = parameters.filter(({ example }) => example !== undefined)
  const query = new URLSearchParams()
  let filled = path
  for (const { in: place, name, example } of given) {
    if (place === 'path') filled = filled.replace(`{${name}}`, String(example))
    else query.set(name, String(example))
  }
  return `${filled}?${query.toString()}`
}

/** The examples of what the operation answers. */
function answerExamples({ responses }: DocumentedOperation): readonly unknown[] {
  const ok = responses['200']
  const schema = ok && 'content' in ok ? ok.content?.['application/json']?.schema : undefined
  const name = schema?.$ref?.replace('#/components/schemas/', '') ?? ''
  return document.components?.schemas?.[name]?.examples ?? []
}

describe('the API document', () => {
  it('has the title, version and description of the specification', () => {
    expect(document.info).toMatchObject({
      title: 'Spanish Subjunctive Practice API',
      version: '1.0.0',
      description: 'API for Spanish subjunctive learning platform',
    })
  })

  it('documents every route', () => {
    const shown = practice.descriptions().filter(({ hidden }) => !hidden)
    expect(Object.keys(document.paths)).toEqual(shown.map(({ path }) => path))
    const hidden = practice.descriptions().filter((operation) => operation.hidden)
    for (const { path } of hidden) expect(path).toMatch(/^\/(docs|redoc|openapi\.json)/)
  })

  it('names every operation and says what it is for', () => {
    expect(operations().map(({ operationId }) => operationId)).toEqual([
      'lookUpForm',
      'conjugateVerb',
      'conjugateVerbInTense',
      'listVerbs',
      'readHealth',
    ])
    for (const { summary } of operations()) expect(summary.length).toBeGreaterThan(5)
  })

  it('has examples that are true', async () => {
    let compared = 0
    for (const operation of operations()) {
      const answer = await client.get(exampleRequest(operation))
      expect([operation.path, answer.status]).toEqual([operation.path, 200])
      for (const example of answerExamples(operation)) {
        expect(answer.json()).toEqual(example)
        compared += 1
      }
    }
    expect(compared).toBe(3)
    const verbs = (await client.get('/api/verbs?q=pensar')).json<{ readonly verbs: readonly unknown[] }>()
      .verbs
    expect(verbs).toContainEqual(document.components?.schemas?.['Verb']?.examples?.[0])
  })

  it.each(['/docs', '/redoc'])('is shown at %s', async (path) => {
    const answer = await client.get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
  })
})
