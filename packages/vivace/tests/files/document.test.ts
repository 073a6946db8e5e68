import { describe, expect, it } from 'vitest'
import { App, file, path, reply } from 'vivace'
import * as z from 'zod'
import { lintDocument } from '../openapi/lint-document.ts'

describe('a file in the document', () => {
  const app = new App({ title: 'Shop', version: '1.0.0' })
  const inputs = { id: path(z.int()) }
  app.get('/invoices/{id}', { inputs, returns: file({ mediaType: 'application/pdf' }) }, ({ id }) =>
    file(`invoices/${id}.pdf`),
  )
  app.get('/files/{id}', { inputs, returns: { 200: file(), 404: null } }, ({ id }) =>
    id === 0 ? reply(404) : file(`files/${id}`),
  )
  app.post('/files/{id}', { inputs, returns: file() }, ({ id }) => reply(201, `files/${id}`))
  const { paths = {} } = app.openapi()

  it('is bytes of its type, whole or in parts, or nothing new', () => {
    const bytes = { content: { 'application/pdf': { schema: {} } } }
    expect(paths['/invoices/{id}']?.get?.responses).toMatchObject({
      200: bytes,
      206: { ...bytes, headers: { 'content-range': { schema: { type: 'string' } } } },
      304: { description: 'The client has it already' },
      416: { content: { 'application/problem+json': {} } },
    })
    expect(paths['/invoices/{id}']?.get?.responses['304']).not.toHaveProperty('content')
  })

  it('is of any type where none is declared', () => {
    expect(paths['/files/{id}']?.get?.responses).toMatchObject({ 200: { content: { '*/*': {} } }, 404: {} })
  })

  it('comes whole where the method is not GET', () => {
    expect(Object.keys(paths['/files/{id}']?.post?.responses ?? {})).toEqual(['200', '422', 'default'])
  })

  it('is well-formed', async () => {
    const findings = await lintDocument(app.openapi())
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
