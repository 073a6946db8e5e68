import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { apiKey, App, dependency, path, query } from '../index.ts'
import { testClient } from '../testing/index.ts'

const page = dependency({ skip: query(z.int().default(0)) }, ({ skip }) => skip)
const Filter = z.object({ tag: z.string().optional() })

async function ask(target: string): Promise<{ status: number; pointers: string[] }> {
  const app = new App({ title: 'Shop', version: '1', unknownFields: 'reject' })
  const inputs = { id: path(z.int()), q: query(z.string().optional()), page, filter: query.model(Filter) }
  app.get('/items/{id}', { inputs }, () => 'found')
  app.get('/keyed', { inputs: { key: apiKey({ in: 'query', name: 'key' }) } }, () => 'found')
  app.get('/open', { inputs: { all: query.model(z.looseObject({})) } }, ({ all }) => all)
  app.get('/lenient', { unknownFields: 'drop' }, () => 'found')
  await using client = await testClient(app)
  const answer = await client.get(target)
  const { errors = [] } = answer.status === 422 ? answer.json<{ errors?: { pointer: string }[] }>() : {}
  return { status: answer.status, pointers: errors.map(({ pointer }) => pointer) }
}

describe("unknownFields: 'reject', in the query", () => {
  it('takes what the handler, its models and its dependencies declare', async () => {
    expect(await ask('/items/1?q=a&skip=2&tag=b')).toEqual({ status: 200, pointers: [] })
  })

  it('refuses every other field, with whatever else is wrong', async () => {
    expect(await ask('/items/x?colour=red&size=2')).toEqual({
      status: 422,
      pointers: ['/id', '/colour', '/size'],
    })
  })

  it('knows the key of a security scheme, and models that take every field', async () => {
    expect((await ask('/keyed?key=k')).status).toBe(200)
    expect((await ask('/keyed?key=k&other=1')).status).toBe(422)
    expect((await ask('/open?a=1&b=2')).status).toBe(200)
  })

  it('is the choice of each route, and of no docs page', async () => {
    expect((await ask('/lenient?a=1')).status).toBe(200)
    expect((await ask('/docs?a=1')).status).toBe(200)
  })
})
