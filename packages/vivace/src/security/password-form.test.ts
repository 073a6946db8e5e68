import { describe, expect, it } from 'vitest'
import { App, InvalidGrant, passwordForm, type PasswordFormOptions } from '../index.ts'
import { testClient, type TestAnswer } from '../testing/index.ts'

function tokenApp(options?: PasswordFormOptions): App {
  const app = new App({ title: 'Tokens', version: '1' })
  app.post('/token', { inputs: { login: passwordForm(options) }, errors: [InvalidGrant] }, ({ login }) => {
    if (login.password === 'wrong') throw new InvalidGrant({ detail: 'Wrong name or password.' })
    return login
  })
  return app
}

async function ask(
  fields: Readonly<Record<string, string>> | string,
  given: { readonly headers?: Record<string, string>; readonly options?: PasswordFormOptions } = {},
): Promise<TestAnswer> {
  await using client = await testClient(tokenApp(given.options))
  const body = new URLSearchParams(fields)
  return client.post('/token', { body, ...(given.headers === undefined ? {} : { headers: given.headers }) })
}

const grant = { grant_type: 'password', username: 'ana', password: 'a b&c=ñ' }
const basic = (text: string): Record<string, string> => ({ authorization: `Basic ${btoa(text)}` })

describe('passwordForm()', () => {
  it('reads the name, the password and the scopes', async () => {
    const answer = await ask({ ...grant, scope: 'me items:read ' })
    expect([answer.status, answer.json()]).toEqual([
      200,
      { username: 'ana', password: 'a b&c=ñ', scopes: ['me', 'items:read'] },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('reads the credentials of the program from the form', async () => {
    const answer = await ask({ ...grant, client_id: 'web', client_secret: 's' })
    expect(answer.json()).toMatchObject({ scopes: [], clientId: 'web', clientSecret: 's' })
  })

  it.each([
    ['web:s3cret', { clientId: 'web', clientSecret: 's3cret' }],
    ['a%3Ab:c+d%25', { clientId: 'a:b', clientSecret: 'c d%' }],
    ['web:100%', { clientId: 'web', clientSecret: '100%' }],
  ])('reads the credentials of the program from the header: %s', async (text, credentials) => {
    expect((await ask(grant, { headers: basic(text) })).json()).toMatchObject(credentials)
  })

  it('takes the empty credentials that the Authorize button sends for none', async () => {
    const answer = (await ask(grant, { headers: basic(':') })).json<Record<string, unknown>>()
    expect(Object.keys(answer)).toEqual(['username', 'password', 'scopes'])
  })

  it('refuses credentials of the program in both places (RFC 6749, section 2.3)', async () => {
    const answer = await ask({ ...grant, client_secret: 'x' }, { headers: basic('web:s') })
    expect(answer.status).toBe(422)
    expect(answer.json()).toMatchObject({
      errors: [{ in: 'form', pointer: '/client_secret', code: 'repeated' }],
    })
  })

  it('names everything that is missing at once', async () => {
    const answer = await ask({ username: '', scope: 'me' })
    expect(answer.status).toBe(422)
    const { errors } = answer.json<{ errors: { pointer: string; code: string }[] }>()
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/grant_type', 'missing'],
      ['/username', 'missing'],
      ['/password', 'missing'],
    ])
  })

  it('refuses another grant, and one that is sent twice', async () => {
    const other = await ask({ ...grant, grant_type: 'client_credentials' })
    expect(other.json()).toMatchObject({ errors: [{ pointer: '/grant_type', code: 'enum' }] })
    const twice = await ask('grant_type=password&grant_type=password&username=a&password=b')
    expect(twice.json()).toMatchObject({ errors: [{ pointer: '/grant_type', code: 'repeated' }] })
  })

  it('lets the kind of grant be left out if it is told so, but takes no other', async () => {
    const options = { grantType: 'optional' } as const
    expect((await ask({ username: 'ana', password: 'p' }, { options })).status).toBe(200)
    expect((await ask({ ...grant, grant_type: 'x' }, { options })).status).toBe(422)
  })

  it('is documented as a form, and so is the error of a wrong password', () => {
    const { paths, components } = tokenApp().openapi()
    const post = paths['/token']?.post
    expect(Object.keys(post?.requestBody?.content ?? {})).toEqual(['application/x-www-form-urlencoded'])
    expect(components?.schemas?.['Body_postToken']).toMatchObject({
      required: ['grant_type', 'username', 'password'],
      properties: { grant_type: { enum: ['password'] }, password: { format: 'password' } },
    })
    expect(Object.keys(post?.responses ?? {})).toContain('400')
  })
})

describe('InvalidGrant', () => {
  it('is a problem that clients of OAuth understand (RFC 6749, section 5.2)', async () => {
    const answer = await ask({ ...grant, password: 'wrong' })
    expect([answer.status, answer.json()]).toEqual([
      400,
      {
        type: 'about:blank',
        title: 'The grant is not valid',
        status: 400,
        detail: 'Wrong name or password.',
        code: 'invalid-grant',
        error: 'invalid_grant',
        error_description: 'Wrong name or password.',
      },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})
