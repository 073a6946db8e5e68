import createClient from 'openapi-fetch'
import { beforeAll, describe as suite, expect, it } from 'vitest'
import { writeOpenApi } from '../../src/openapi/index.ts'
import { type Finding, lintDocument } from './lint-document.ts'
import { sampleInfo, sampleOperations } from './sample-operations.ts'
import { compileFiles, typesOf } from './typed-client.ts'

const errorsOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'error')

suite('an API document', () => {
  it.each([
    ['problem', 'separate'],
    ['fastapi', 'separate'],
    ['problem', 'shared'],
  ] as const)('has no errors for Redocly and Spectral (%s, %s)', async (errorFormat, sides) => {
    const document = writeOpenApi(sampleInfo, sampleOperations, { errorFormat, sides })
    expect(errorsOf(await lintDocument(document))).toEqual([])
  })

  it('has no errors when there is nothing in it', async () => {
    const document = writeOpenApi({ title: 'Empty', version: '1' }, [])
    expect(errorsOf(await lintDocument(document))).toEqual([])
  })

  it('is told from a wrong one by both linters', async () => {
    const document = writeOpenApi(sampleInfo, sampleOperations)
    const broken = { ...document, paths: { '/items/{id}': { get: { responses: {} } } } }
    const linters = new Set(errorsOf(await lintDocument(broken)).map(({ linter }) => linter))
    expect([...linters].sort()).toEqual(['redocly', 'spectral'])
  })
})

const program = `
import createClient from 'openapi-fetch'
import type { components, paths } from './api.ts'

const client = createClient<paths>({ baseUrl: 'http://127.0.0.1' })

export async function use(): Promise<number> {
  const listed = await client.GET('/items', { params: { query: { limit: 5, sort: 'name' } } })
  const item: components['schemas']['Item'] = { name: 'Chair', price: { amount: 1, currency: 'EUR' } }
  const made = await client.POST('/items', { body: item })
  if (made.error !== undefined) throw new Error(made.error.title)
  await client.POST('/items', { body: { ...item, category: { name: 'a', children: [{ name: 'b', children: [] }] } } })
  await client.PATCH('/items/{itemId}', { params: { path: { itemId: 1 } }, body: { item } })
  const read = await client.GET('/items/{itemId}', { params: { path: { itemId: made.data.id } } })
  if (read.error !== undefined && 'errors' in read.error) return read.error.errors.length
  const deep = await client.PUT('/threads', { body: { text: 'a', replies: [{ text: 'b', replies: [] }] } })
  return (listed.data?.[0]?.price.amount ?? 0) + (deep.data?.root.replies[0]?.replies.length ?? 0)
}
`

const mistakes = `
import createClient from 'openapi-fetch'
import type { paths } from './api.ts'

const client = createClient<paths>({})
export const wrong = [
  client.GET('/items/{itemId}', { params: { path: { itemId: 'one' } } }),
  client.GET('/items', { params: { query: { sort: 'colour' } } }),
  client.POST('/items', { body: { name: 'Chair' } }),
  client.GET('/nowhere'),
]
`

suite('a client that is generated from an API document', () => {
  let types = ''
  beforeAll(async () => {
    types = await typesOf(writeOpenApi(sampleInfo, sampleOperations))
  })

  it('compiles, and knows what is sent and answered', async () => {
    expect(await compileFiles({ 'api.ts': types, 'program.ts': program })).toBe('')
  })

  it('does not compile where it is used wrongly', async () => {
    const said = await compileFiles({ 'api.ts': types, 'mistakes.ts': mistakes })
    const lines = [...said.matchAll(/^mistakes\.ts\((\d+),/gm)].map(([, line]) => Number(line))
    expect([...new Set(lines)]).toEqual([7, 8, 9, 10])
  })

  it('sends what the operation declares', async () => {
    const sent: Request[] = []
    const client = createClient<SamplePaths>({
      baseUrl: 'http://127.0.0.1/api',
      fetch: (request) => {
        sent.push(request)
        return Promise.resolve(Response.json([]))
      },
    })
    await client.GET('/items', { params: { query: { limit: 5, tag: ['a', 'b'] } } })
    expect(sent.map(({ url }) => url)).toEqual(['http://127.0.0.1/api/items?limit=5&tag=a&tag=b'])
  })
})

/** The part of the generated types that one test calls. */
interface SamplePaths {
  '/items': {
    get: {
      parameters: { query: { limit?: number; tag?: string[] } }
      responses: { 200: { headers: Record<string, string>; content: { 'application/json': unknown[] } } }
    }
  }
}
