import { describe, expect, it } from 'vitest'
import { App, form, type InputRecord, upload, uploads } from 'vivace'
import * as z from 'zod'
import { lintDocument } from '../openapi/lint-document.ts'

/** The request body of `POST /save`, and the schema of its fields. */
async function documentOf(inputs: InputRecord): Promise<{ content: unknown; fields: unknown }> {
  const app = new App({ title: 'Forms', version: '1.0.0' })
  app.post('/save', { operationId: 'save', inputs }, () => undefined)
  const document = app.openapi()
  const findings = await lintDocument(document)
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  const body = document.paths['/save']?.post?.requestBody
  return {
    content: body !== undefined && 'content' in body ? body.content : undefined,
    fields: document.components?.schemas?.['Body_save'],
  }
}

const schema = { $ref: '#/components/schemas/Body_save' }

describe('the document of a form', () => {
  it('is urlencoded where it is text alone', async () => {
    const { content, fields } = await documentOf({
      name: form(z.string(), { description: 'Who it is.' }),
      age: form(z.int().default(7), { name: 'how-old', deprecated: true }),
      secret: form(z.string().optional(), { hidden: true }),
    })
    expect(content).toEqual({ 'application/x-www-form-urlencoded': { schema } })
    expect(fields).toMatchObject({
      properties: { name: { type: 'string', description: 'Who it is.' }, 'how-old': { deprecated: true } },
      required: ['name'],
    })
    expect(fields).not.toHaveProperty('properties.secret')
  })

  it('lists the fields of a model', async () => {
    const { fields } = await documentOf({
      login: form.model(z.object({ a: z.string(), b: z.int().optional() })),
    })
    expect(fields).toMatchObject({
      properties: { a: { type: 'string' }, b: { type: 'integer' } },
      required: ['a'],
    })
  })

  it('is multipart where there is a file, with the types of parts that are not plain', async () => {
    const { content, fields } = await documentOf({
      about: form(z.object({ title: z.string() })),
      photo: upload({ types: ['image/png', 'image/jpeg'] }),
      more: uploads({ optional: true, maxFiles: 3 }),
    })
    const encoding = {
      about: { contentType: 'application/json' },
      photo: { contentType: 'image/png, image/jpeg' },
    }
    expect(content).toEqual({ 'multipart/form-data': { schema, encoding } })
    const file = { type: 'string', contentMediaType: 'application/octet-stream' }
    expect(fields).toMatchObject({
      properties: {
        about: { type: 'object' },
        photo: file,
        more: { type: 'array', items: file, maxItems: 3, default: [] },
      },
      required: ['about', 'photo'],
    })
  })
})
