import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './request-files-tutorial001.ts'

function fileOf(text: string): FormData {
  const data = new FormData()
  data.append('file', new Blob([text], { type: 'text/plain' }), 'test.txt')
  return data
}

describe('a file of a form', () => {
  it.each(['/files/', '/uploadfile/'])('is missing where there is no form: %s', async (path) => {
    await using client = await testClient(app)
    const answer = await client.post(path)
    const detail = [{ type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null }]
    expect([answer.status, answer.json()]).toEqual([422, { detail }])
  })

  // FastAPI reads JSON as an empty form and answers 422.
  it.each(['/files/', '/uploadfile/'])('is not read from JSON: %s', async (path) => {
    await using client = await testClient(app)
    expect((await client.post(path, { json: { file: 'Foo' } })).status).toBe(415)
  })

  it.each(['<file content>', 'x'.repeat(1_048_577)])('is read whole', async (text) => {
    await using client = await testClient(app)
    const answer = await client.post('/files/', { body: fileOf(text) })
    expect([answer.status, answer.json()]).toEqual([200, { file_size: text.length }])
  })

  it('has the name that was sent', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/uploadfile/', { body: fileOf('<file content>') })
    expect([answer.status, answer.json()]).toEqual([200, { filename: 'test.txt' }])
  })
})
