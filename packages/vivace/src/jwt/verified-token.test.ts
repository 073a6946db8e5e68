import { describe, expect, expectTypeOf, it } from 'vitest'
import * as z from 'zod'
import { RecordingLogger } from '../../tests/fixtures/recording-logger.ts'
import {
  App,
  bearer,
  dependency,
  type Dependency,
  type Input,
  oauth2Password,
  requires,
  silentLogger,
  singleton,
} from '../index.ts'
import { testClient, type TestAnswer } from '../testing/index.ts'
import { type TokenClaims, tokenSigner, tokenVerifier, verifiedToken } from './index.ts'

const own = { issuer: 'https://id.example', audience: 'https://shop.example' }
const key = 'Zq3tV8yX1cN5mK7pL0wR4sD6fG9hJ2bA'
const verifier = singleton({}, () => tokenVerifier({ ...own, algorithms: ['HS256'], key }))
const scheme = oauth2Password({ tokenUrl: 'token', scopes: { 'items:read': 'Read items.' } })
const maybe = bearer({ optional: true })
const Claims = z.object({ sub: z.string().transform((sub) => `user:${sub}`), tenant: z.int() })

interface Asked {
  readonly answer: TestAnswer
  readonly log: RecordingLogger
}

async function ask(value: Input, claims?: Readonly<Record<string, unknown>>): Promise<Asked> {
  const log = new RecordingLogger()
  const app = new App({ title: 'Claims', version: '1', log })
  app.get('/', { inputs: { value } }, ({ value }) => ({ value }))
  await using client = await testClient(app)
  const signer = await tokenSigner({ ...own, algorithm: 'HS256', key })
  const token = claims === undefined ? undefined : await signer.sign({ sub: 'ana', ...claims })
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return { answer: await client.get('/', { headers }), log }
}

describe('verifiedToken()', () => {
  it('is the claims', async () => {
    const { answer } = await ask(verifiedToken(scheme, verifier), { tenant: 7 })
    expect(answer.json()).toMatchObject({ value: { sub: 'ana', tenant: 7, iss: own.issuer } })
  })

  it('is what the schema makes of the claims', async () => {
    const { answer } = await ask(verifiedToken(scheme, verifier, { schema: Claims }), { tenant: 7 })
    expect(answer.json()).toEqual({ value: { sub: 'user:ana', tenant: 7 } })
  })

  it('refuses claims that the schema does not take, and tells which in the log alone', async () => {
    const { answer, log } = await ask(verifiedToken(scheme, verifier, { schema: Claims }), { tenant: 'x' })
    expect(answer.status).toBe(401)
    expect(answer.text()).not.toContain('tenant')
    expect(log.lines).toContainEqual({
      level: 'info',
      message: 'token refused',
      fields: expect.objectContaining({ reason: 'its claims are not as the schema says: tenant' }),
    })
  })

  it('awaits a schema that is asynchronous', async () => {
    const schema = z.object({ sub: z.string().refine(async (sub) => sub === 'ana') })
    const { answer } = await ask(verifiedToken(scheme, verifier, { schema }), {})
    expect(answer.json()).toEqual({ value: { sub: 'ana' } })
    expect((await ask(verifiedToken(scheme, verifier, { schema }), { sub: 'bob' })).answer.status).toBe(401)
  })

  it('answers 401 with the challenge of the scheme where there is no token', async () => {
    const { answer } = await ask(verifiedToken(scheme, verifier))
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  it('is undefined without a token where the scheme is optional, but never with a bad one', async () => {
    expect((await ask(verifiedToken(maybe, verifier))).answer.json()).toEqual({})
    const strict = verifiedToken(maybe, verifier, { schema: Claims })
    expect((await ask(strict, { tenant: 'x' })).answer.status).toBe(401)
  })

  it('is typed by the scheme and the schema', () => {
    expectTypeOf(verifiedToken(scheme, verifier)).toEqualTypeOf<Dependency<TokenClaims, 'request'>>()
    expectTypeOf(verifiedToken(maybe, verifier, { schema: Claims })).toEqualTypeOf<
      Dependency<{ sub: string; tenant: number } | undefined, 'request'>
    >()
  })

  it('is documented with the scheme, its scopes and its errors', () => {
    const app = new App({ title: 'Claims', version: '1' })
    app.get('/', { inputs: { claims: requires(verifiedToken(scheme, verifier), ['items:read']) } }, () => 1)
    const get = app.openapi().paths['/']?.get
    expect(get?.security).toEqual([{ oauth2Password: ['items:read'] }])
    expect(Object.keys(get?.responses ?? {})).toEqual(expect.arrayContaining(['200', '401', '403']))
  })

  it('runs before anything else is judged', async () => {
    const app = new App({ title: 'Claims', version: '1', log: silentLogger })
    let made = 0
    const costly = dependency({}, () => ++made)
    app.get('/', { inputs: { costly, claims: verifiedToken(scheme, verifier) } }, () => 1)
    await using client = await testClient(app)
    expect((await client.get('/', { headers: { authorization: 'Bearer x' } })).status).toBe(401)
    expect(made).toBe(0)
  })
})

describe('scopes of a verified token', () => {
  const claims = verifiedToken(scheme, verifier)
  const both = requires(
    dependency({ claims: requires(claims, ['items:read']) }, () => 'in'),
    ['me'],
  )

  it.each([
    [{ scope: 'me items:read' }],
    [{ scope: ' items:read  me other' }],
    [{ scope: ['me', 'items:read'] }],
    [{ scp: 'items:read me' }],
    [{ scp: ['items:read', 'me'] }],
    [{ permissions: ['items:read', 'me'] }],
  ])('are read of %j', async (granted) => {
    expect((await ask(both, granted)).answer.status).toBe(200)
  })

  it.each([
    [{}],
    [{ scope: '' }],
    [{ scope: 'me' }],
    [{ scope: 'me items:readx' }],
    [{ scope: 'me,items:read' }],
    [{ scope: 'ME ITEMS:READ' }],
    [{ scope: ['me items:read'] }],
    [{ scope: { 0: 'me', 1: 'items:read', length: 2, includes: true } }],
    [{ scope: true }],
    [{ scope: [['me'], ['items:read']] }],
    // The first claim that is there counts: what a user may do at all is not what he has let a program do.
    [{ scope: 'me', permissions: ['me', 'items:read'] }],
    [{ roles: ['me', 'items:read'] }],
  ])('are not read of %j: 403 that names what is demanded', async (granted) => {
    const { answer } = await ask(both, granted)
    expect(answer.status).toBe(403)
    expect(answer.json()).toMatchObject({
      code: 'insufficient-scope',
      detail: 'It needs the scopes me items:read.',
    })
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="me items:read"',
    )
  })

  it('can be in another claim', async () => {
    const own = requires(verifiedToken(scheme, verifier, { scopeClaim: 'roles' }), ['admin'])
    expect((await ask(own, { roles: ['admin'] })).answer.status).toBe(200)
    expect((await ask(own, { scope: 'admin' })).answer.status).toBe(403)
  })

  it('are demanded of a request without a token as well', async () => {
    const { answer } = await ask(requires(verifiedToken(maybe, verifier), ['me']))
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  it('cannot end the challenge, whatever their names are', async () => {
    const { answer } = await ask(requires(claims, ['a"\r\nset-cookie: a=b']), {})
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="aset-cookie:a=b"',
    )
  })
})
