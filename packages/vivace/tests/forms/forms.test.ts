import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { body, dependency, form, HttpError, upload, uploads } from 'vivace'
import { type TestAnswer, testClient, type TestRequest } from 'vivace/testing'
import { testApp } from '../fixtures/test-app.ts'

type Declare = (app: ReturnType<typeof testApp>['app']) => void

/** Sends one form to `/` of an app. */
async function send(declare: Declare, request: TestRequest): Promise<TestAnswer> {
  const { app } = testApp()
  declare(app)
  await using client = await testClient(app)
  return client.post('/', request)
}

function formData(...fields: readonly (readonly [string, string | Blob, string?])[]): FormData {
  const data = new FormData()
  for (const [name, value, fileName] of fields) {
    if (typeof value === 'string') data.append(name, value)
    else data.append(name, value, fileName)
  }
  return data
}

/** The codes and places of a 422. */
function failuresOf(answer: TestAnswer): string[] {
  expect(answer.status).toBe(422)
  const { errors } = answer.json<{ errors: { in: string; pointer: string; code: string }[] }>()
  return errors.map((error) => `${error.in} ${error.pointer} ${error.code}`)
}

const fields: Declare = (app) =>
  app.post(
    '/',
    {
      inputs: {
        name: form(z.string()),
        age: form(z.int().default(7)),
        tags: form(z.array(z.string()).optional()),
      },
    },
    (values) => values,
  )

describe('form()', () => {
  it.each([
    ['urlencoded', new URLSearchParams('name=Ada&age=36&tags=a&tags=')],
    ['multipart', formData(['name', 'Ada'], ['age', '36'], ['tags', 'a'], ['tags', ''])],
  ])('reads fields of a form that is %s, by the type of their schema', async (_kind, body) => {
    const answer = await send(fields, { body })
    expect([answer.status, answer.json()]).toEqual([200, { name: 'Ada', age: 36, tags: ['a', ''] }])
  })

  it('takes an empty field for a missing one, but for those of an array', async () => {
    const answer = await send(fields, { body: new URLSearchParams('name=&age=&tags=') })
    expect(failuresOf(answer)).toEqual(['form /name missing'])
  })

  it('refuses a value that is sent twice where there is one', async () => {
    const answer = await send(fields, { body: new URLSearchParams('name=a&name=b&age=x') })
    expect(failuresOf(answer)).toEqual(['form /name repeated', 'form /age type'])
  })

  it('reads a form that is not there as an empty one', async () => {
    expect(failuresOf(await send(fields, {}))).toEqual(['form /name missing'])
  })

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded; charset=latin1', 'form'])(
    'answers 415 to %s, and says what is accepted',
    async (type) => {
      const answer = await send(fields, { body: 'name=a', headers: { 'content-type': type } })
      expect([answer.status, answer.headers.get('accept')]).toEqual([
        415,
        'application/x-www-form-urlencoded, multipart/form-data',
      ])
    },
  )

  it('reads an object from JSON, in text or in a part of its own', async () => {
    const declare: Declare = (app) =>
      app.post(
        '/',
        { inputs: { about: form(z.object({ title: z.string() })), file: upload() } },
        (values) => [values.about, values.file.name],
      )
    const about = JSON.stringify({ title: 'Sea', more: 1 })
    const file = new Blob(['x'])
    for (const part of [about, new Blob([about], { type: 'application/json' })]) {
      const answer = await send(declare, { body: formData(['about', part], ['file', file, 'a.txt']) })
      expect(answer.json()).toEqual([{ title: 'Sea' }, 'a.txt'])
    }
    const wrong = await send(declare, { body: formData(['about', '{"title":'], ['file', file, 'a.txt']) })
    expect(failuresOf(wrong)).toEqual(['form /about json'])
    const failing = await send(declare, { body: formData(['about', '{"title":1}'], ['file', file, 'a.txt']) })
    expect(failuresOf(failing)).toEqual(['form /about/title type'])
  })

  it('reads an array of objects, each from a field of its own', async () => {
    const declare: Declare = (app) =>
      app.post('/', { inputs: { rows: form(z.array(z.object({ a: z.int() }))) } }, ({ rows }) => rows)
    const answer = await send(declare, { body: new URLSearchParams('rows={"a":1}&rows={"a":2}') })
    expect(answer.json()).toEqual([{ a: 1 }, { a: 2 }])
    const wrong = await send(declare, { body: new URLSearchParams('rows={"a":1}&rows=x') })
    expect(failuresOf(wrong)).toEqual(['form /rows/1 type'])
  })

  it('answers 422 to a file where text belongs', async () => {
    const answer = await send(fields, { body: formData(['name', new Blob(['x']), 'a.txt']) })
    expect(failuresOf(answer)).toContain('form /name type')
  })
})

describe('form.model()', () => {
  const Login = z.strictObject({ username: z.string(), age: z.int().optional() })
  const login: Declare = (app) => app.post('/', { inputs: { data: form.model(Login) } }, ({ data }) => data)

  it('reads the whole form as one model', async () => {
    const answer = await send(login, { body: new URLSearchParams('username=Foo&age=') })
    expect(answer.json()).toEqual({ username: 'Foo' })
  })

  it('refuses fields that a strict model does not name', async () => {
    const answer = await send(login, { body: formData(['username', 'Foo'], ['extra', 'x']) })
    expect(failuresOf(answer)).toEqual(['form /extra additionalProperties'])
  })
})

describe('upload()', () => {
  const one: Declare = (app) =>
    app.post('/', { inputs: { file: upload() } }, async ({ file }) => ({
      ...{ name: file.name, sentName: file.sentName, type: file.type, size: file.size },
      text: await file.text(),
      streamed: await new Response(file.stream()).text(),
    }))

  it('reads a file with its name, type and size', async () => {
    const blob = new Blob(['día'], { type: 'text/plain; charset=utf-8' })
    const answer = await send(one, { body: formData(['file', blob, 'niño 日本.txt']) })
    expect(answer.json()).toEqual({
      name: 'niño 日本.txt',
      sentName: 'niño 日本.txt',
      type: 'text/plain',
      size: 4,
      text: 'día',
      streamed: 'día',
    })
  })

  it('keeps nothing of a path in a name', async () => {
    const names = ['../../etc/passwd', 'C:\\a\\b.txt', '..', 'NUL', 'a\0b', '"; x="']
    const found = []
    for (const name of names) {
      const answer = await send(one, { body: formData(['file', new Blob(['x']), name]) })
      found.push(answer.json<{ name: string }>().name)
    }
    expect(found).toEqual(['passwd', 'b.txt', '', '_NUL', 'ab', '_; x=_'])
  })

  it.each([
    ['no file', formData(['other', 'x']), ['form /file missing']],
    ['text', formData(['file', 'x']), ['form /file type']],
    ['a field in which no file is chosen', formData(['file', new Blob([]), '']), ['form /file missing']],
    [
      'two files',
      formData(['file', new Blob(['x']), 'a'], ['file', new Blob(['x']), 'b']),
      ['form /file repeated'],
    ],
  ])('answers 422 to %s', async (_case, data, failures) => {
    expect(failuresOf(await send(one, { body: data }))).toEqual(failures)
  })

  it('takes a file that is empty and has a name', async () => {
    const answer = await send(one, { body: formData(['file', new Blob([]), 'a.txt']) })
    expect(answer.json()).toMatchObject({ size: 0, text: '' })
  })

  it('answers 415 to a form that cannot have files', async () => {
    const answer = await send(one, { body: new URLSearchParams('file=x') })
    expect([answer.status, answer.headers.get('accept')]).toEqual([415, 'multipart/form-data'])
  })

  it('is undefined where it is optional and missing', async () => {
    const declare: Declare = (app) =>
      app.post('/', { inputs: { file: upload({ optional: true }) } }, ({ file }) => ({
        has: file !== undefined,
      }))
    expect((await send(declare, { body: formData(['a', 'b']) })).json()).toEqual({ has: false })
  })

  it('judges size and type', async () => {
    const declare: Declare = (app) =>
      app.post(
        '/',
        { inputs: { file: upload({ maxSize: 3, types: ['image/*', 'a/b'] }) } },
        ({ file }) => file.type,
      )
    const of = (text: string, type: string): TestRequest => ({
      body: formData(['file', new Blob([text], { type }), 'a']),
    })
    expect((await send(declare, of('abc', 'image/png'))).json()).toBe('image/png')
    expect((await send(declare, of('abcd', 'image/png'))).status).toBe(413)
    expect(failuresOf(await send(declare, of('abc', 'imagex/png')))).toEqual(['form /file mediaType'])
  })
})

describe('uploads()', () => {
  const several: Declare = (app) =>
    app.post('/', { inputs: { files: uploads({ minFiles: 2, maxFiles: 3 }) } }, ({ files }) =>
      files.map(({ name }) => name),
    )
  const named = (...names: string[]): FormData =>
    formData(...names.map((name) => ['files', new Blob(['x']), name] as const))

  it('reads all files of a name, in order', async () => {
    expect((await send(several, { body: named('b', 'a', 'c') })).json()).toEqual(['b', 'a', 'c'])
  })

  it('judges how many there are', async () => {
    expect(failuresOf(await send(several, { body: named() }))).toEqual(['form /files missing'])
    expect(failuresOf(await send(several, { body: named('a') }))).toEqual(['form /files minItems'])
    expect(failuresOf(await send(several, { body: named('a', 'b', 'c', 'd') }))).toEqual([
      'form /files maxItems',
    ])
  })
})

describe('a form', () => {
  it('is read once for all who read it, after the guards', async () => {
    const seen: string[] = []
    const guard = dependency({}, () => {
      seen.push('guard')
      throw new HttpError(403, { code: 'forbidden' })
    })
    const { app } = testApp()
    const name = dependency({ name: form(z.string()) }, ({ name }) => name)
    app.post('/open', { inputs: { name, again: form(z.string(), { name: 'name' }) } }, (values) => values)
    app.post('/closed', { inputs: { name }, dependencies: [guard] }, () => 'open')
    await using client = await testClient(app)
    const body = new URLSearchParams('name=Ada')
    expect((await client.post('/open', { body })).json()).toEqual({ name: 'Ada', again: 'Ada' })
    expect((await client.post('/closed', { body: 'not a form' })).status).toBe(403)
    expect(seen).toEqual(['guard'])
  })

  it('is read for a guard that needs it, together with what others need', async () => {
    const guard = dependency({ token: form(z.string()) }, ({ token }) => {
      if (token !== 'right') throw new HttpError(403, { code: 'forbidden' })
    })
    const { app } = testApp()
    app.post('/', { inputs: { file: upload() }, dependencies: [guard] }, ({ file }) => file.size)
    await using client = await testClient(app)
    const of = (token: string): TestRequest => ({
      body: formData(['token', token], ['file', new Blob(['abc']), 'a']),
    })
    expect((await client.post('/', of('right'))).json()).toBe(3)
    expect((await client.post('/', of('wrong'))).status).toBe(403)
  })

  it('cannot be read beside a JSON body', async () => {
    const { app } = testApp()
    app.post('/', { inputs: { a: form(z.string()), b: body(z.object({})) } }, () => 'never')
    await expect(app.start()).rejects.toMatchObject({ code: 'BODY_READ_TWICE' })
  })

  it('cannot be read from GET', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { a: form(z.string()) } }, () => 'never')
    await expect(app.start()).rejects.toMatchObject({ code: 'BODY_ON_SAFE_METHOD' })
  })

  it('may be read beside its bytes, which signatures are made of', async () => {
    const declare: Declare = (app) =>
      app.post('/', { inputs: { a: form(z.string()), bytes: body.bytes() } }, ({ a, bytes }) => [
        a,
        bytes.length,
      ])
    expect((await send(declare, { body: new URLSearchParams('a=x') })).json()).toEqual(['x', 3])
    expect((await send(declare, { body: formData(['a', 'x']) })).json<unknown[]>()[0]).toBe('x')
  })

  it('is refused for names that no input names, if unknown fields are', async () => {
    const declare: Declare = (app) =>
      app.post('/', { inputs: { a: form(z.string()), f: upload() }, unknownFields: 'reject' }, () => 'never')
    const data = formData(['a', 'x'], ['b', 'x'], ['f', new Blob(['x']), 'f'], ['g', new Blob(['x']), 'g'])
    expect(failuresOf(await send(declare, { body: data }))).toEqual([
      'form /b additionalProperties',
      'form /g additionalProperties',
    ])
  })
})
