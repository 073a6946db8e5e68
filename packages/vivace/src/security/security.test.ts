import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency } from '../dependencies/index.ts'
import type { Input } from '../inputs/index.ts'
import { testClient, type TestClient, type TestRequest } from '../testing/index.ts'
import { apiKey } from './api-key.ts'
import { basic } from './basic.ts'
import { bearer } from './bearer.ts'
import { oauth2, oauth2AuthorizationCode, oauth2ClientCredentials, oauth2Password } from './oauth2.ts'
import { openIdConnect } from './open-id-connect.ts'

async function clientOf(scheme: Input): Promise<TestClient> {
  const { app } = testApp()
  app.get('/', { inputs: { credential: scheme } }, ({ credential }) => credential ?? 'nobody')
  return testClient(app)
}

const authorization = (value: string): TestRequest => ({ headers: { authorization: value } })
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const problem = { type: 'about:blank', title: 'Not authenticated', status: 401, code: 'not-authenticated' }

describe.each([
  ['bearer()', () => bearer()],
  ['oauth2()', () => oauth2({ flows: { clientCredentials: { tokenUrl: '/token' } } })],
  ['oauth2Password()', () => oauth2Password({ tokenUrl: '/token' })],
  ['oauth2ClientCredentials()', () => oauth2ClientCredentials({ tokenUrl: '/token' })],
  [
    'oauth2AuthorizationCode()',
    () => oauth2AuthorizationCode({ authorizationUrl: '/authorize', tokenUrl: '/token' }),
  ],
  ['openIdConnect()', () => openIdConnect({ url: '/.well-known/openid-configuration' })],
])('the token of %s', (_name, scheme) => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER   abc  ', 'abc'],
    ['Bearer a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
  ])('is read of %j', async (value, token) => {
    await using client = await clientOf(scheme())
    expect((await client.get('/', authorization(value))).json()).toBe(token)
  })

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearerabc',
    'abc',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a\u00a0',
  ])('is none in %j: 401 with a challenge', async (value) => {
    await using client = await clientOf(scheme())
    const answer = await client.get('/', authorization(value))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json()).toEqual(problem)
  })

  it('is none where there is no header', async () => {
    await using client = await clientOf(scheme())
    expect((await client.get('/')).status).toBe(401)
  })
})

describe('oauth2 and openIdConnect', () => {
  it.each([
    [
      oauth2Password({ tokenUrl: 'token', refreshUrl: 'refresh', scopes: { me: 'Read yourself.' } }),
      {
        name: 'oauth2Password',
        scheme: {
          type: 'oauth2',
          flows: { password: { tokenUrl: 'token', refreshUrl: 'refresh', scopes: { me: 'Read yourself.' } } },
        },
      },
    ],
    [
      oauth2ClientCredentials({ tokenUrl: '/token', schemeName: 'machines', description: 'For programs' }),
      {
        name: 'machines',
        scheme: {
          type: 'oauth2',
          description: 'For programs',
          flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } },
        },
      },
    ],
    [
      oauth2AuthorizationCode({ authorizationUrl: '/authorize', tokenUrl: '/token', optional: true }),
      {
        name: 'oauth2AuthorizationCode',
        optional: true,
        scheme: {
          type: 'oauth2',
          flows: { authorizationCode: { authorizationUrl: '/authorize', tokenUrl: '/token', scopes: {} } },
        },
      },
    ],
    [
      oauth2({ flows: { password: { tokenUrl: '/token' } } }),
      { name: 'oauth2', scheme: { type: 'oauth2', flows: { password: { tokenUrl: '/token', scopes: {} } } } },
    ],
    [
      openIdConnect({ url: '/.well-known/openid-configuration' }),
      {
        name: 'openIdConnect',
        scheme: { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' },
      },
    ],
  ])('describe themselves', (token, described) => {
    const { app } = testApp()
    app.get('/', { inputs: { token } }, () => null)
    expect(app.descriptions()[0]?.security).toEqual([{ scopes: [], ...described }])
  })
})

describe('bearer()', () => {
  it('describes itself', () => {
    const { app } = testApp()
    const token = bearer({ format: 'JWT', description: 'Ask at /login', schemeName: 'login' })
    app.get('/', { inputs: { token } }, () => null)
    const [operation] = app.descriptions()
    expect(operation?.security).toEqual([
      {
        name: 'login',
        scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Ask at /login' },
        scopes: [],
      },
    ])
    expect(operation?.errors).toMatchObject([{ status: 401, code: 'not-authenticated' }])
    expect(operation?.canFailValidation).toBe(false)
  })
})

describe('basic()', () => {
  it.each([
    ['ann:secret', { username: 'ann', password: 'secret' }],
    ['ann:se:cr:et', { username: 'ann', password: 'se:cr:et' }],
    [':', { username: '', password: '' }],
    ['ann:', { username: 'ann', password: '' }],
    ['ñandú:contraseña', { username: 'ñandú', password: 'contraseña' }],
  ])('reads %j', async (text, credentials) => {
    await using client = await clientOf(basic())
    expect((await client.get('/', authorization(`Basic ${base64(text)}`))).json()).toEqual(credentials)
    expect((await client.get('/', authorization(`basic ${base64(text)}`))).status).toBe(200)
  })

  it.each([
    'Basic',
    'Basic !!!',
    `Basic ${btoa('no colon')}`,
    `Basic ${btoa('\xff\xfe:\xff')}`,
    `Bearer ${btoa('a:b')}`,
  ])('answers 401 with a challenge for %j', async (value) => {
    await using client = await clientOf(basic())
    const answer = await client.get('/', authorization(value))
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="api", charset="UTF-8"')
    expect(answer.json()).toEqual(problem)
  })

  it('names its realm, which cannot end the header', async () => {
    await using client = await clientOf(basic({ realm: 'admin"\r\nset-cookie: a=b' }))
    expect((await client.get('/')).headers.get('www-authenticate')).toBe(
      'Basic realm="adminset-cookie: a=b", charset="UTF-8"',
    )
  })
})

describe('apiKey()', () => {
  const places = [
    ['header', { headers: { 'x-key': 'abc' } }, { headers: { 'x-key': '' } }],
    ['query', { query: { 'X-Key': 'abc' } }, { query: { 'X-Key': '' } }],
    ['cookie', { cookies: { 'X-Key': 'abc' } }, { cookies: { 'X-Key': '' } }],
  ] as const

  it.each(places)('reads the key in the %s', async (place, sent) => {
    await using client = await clientOf(apiKey({ in: place, name: 'X-Key' }))
    expect((await client.get('/', sent)).json()).toBe('abc')
  })

  it.each(places)(
    'answers 401 with a challenge when the one in the %s is missing or empty',
    async (place, _sent, empty) => {
      await using client = await clientOf(apiKey({ in: place, name: 'X-Key' }))
      for (const request of [{}, empty]) {
        const answer = await client.get('/', request)
        expect(answer.status).toBe(401)
        expect(answer.headers.get('www-authenticate')).toBe('ApiKey')
        expect(answer.json()).toEqual(problem)
      }
    },
  )

  it('takes two in the query for none', async () => {
    await using client = await clientOf(apiKey({ in: 'query', name: 'key' }))
    expect((await client.get('/?key=a&key=b')).status).toBe(401)
  })

  it('describes itself', () => {
    const { app } = testApp()
    app.get('/', { inputs: { key: apiKey({ in: 'cookie', name: 'sid' }) } }, () => null)
    expect(app.descriptions()[0]?.security).toEqual([
      { name: 'apiKeyCookie', scheme: { type: 'apiKey', in: 'cookie', name: 'sid' }, scopes: [] },
    ])
  })
})

describe('a scheme with optional: true', () => {
  it.each([
    ['bearer', bearer({ optional: true })],
    ['basic', basic({ optional: true })],
    ['OAuth 2', oauth2Password({ tokenUrl: '/token', optional: true })],
    ['OpenID Connect', openIdConnect({ url: '/id', optional: true })],
    ['API key', apiKey({ in: 'header', name: 'x-key', optional: true })],
  ])('lets requests without a credential pass, or with a malformed one: %s', async (_name, scheme) => {
    await using client = await clientOf(scheme)
    expect((await client.get('/')).json()).toBe('nobody')
    expect((await client.get('/', { headers: { authorization: 'Nonsense', 'x-key': '' } })).json()).toBe(
      'nobody',
    )
  })

  it('says so in its description, and has no 401 of its own', () => {
    const { app } = testApp()
    app.get('/', { inputs: { token: bearer({ optional: true }) } }, () => null)
    const [operation] = app.descriptions()
    expect(operation?.security).toMatchObject([{ name: 'bearer', optional: true }])
    expect(operation?.errors).toEqual([])
  })

  it('can be one of several', async () => {
    const { app } = testApp()
    const token = bearer({ optional: true })
    const key = apiKey({ in: 'header', name: 'x-key', optional: true })
    const user = dependency({ token, key }, ({ token, key }) => token ?? key ?? 'nobody')
    app.get('/', { inputs: { user } }, ({ user }) => user)
    await using client = await testClient(app)
    expect((await client.get('/', authorization('Bearer a'))).json()).toBe('a')
    expect((await client.get('/', { headers: { 'x-key': 'b' } })).json()).toBe('b')
    expect((await client.get('/')).json()).toBe('nobody')
  })
})

describe('a scheme', () => {
  it('that several dependencies use is described once, and so is its error', () => {
    const { app } = testApp()
    const token = bearer()
    const one = dependency({ token }, ({ token }) => token)
    const other = dependency({ token }, ({ token }) => token)
    app.get('/', { inputs: { one, other, token } }, () => null)
    const [operation] = app.descriptions()
    expect(operation?.security).toHaveLength(1)
    expect(operation?.errors).toHaveLength(1)
  })
})
