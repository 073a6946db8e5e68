import { createHmac, timingSafeEqual } from 'node:crypto'
import { App, dependency, type Dependency, HttpError, oauth2Password, passwordForm, sameSecret } from 'vivace'
import * as z from 'zod'

const User = z.object({
  username: z.string(),
  email: z.string().nullable().default(null),
  full_name: z.string().nullable().default(null),
  disabled: z.boolean().nullable().default(null),
})
const Claims = z.object({ sub: z.string(), scope: z.string().default(''), exp: z.number().optional() })

const johndoe = { full_name: 'John Doe', email: 'johndoe@example.com', disabled: false }
const alice = { full_name: 'Alice Chains', email: 'alicechains@example.com', disabled: true }
const users = new Map([
  ['johndoe', { username: 'johndoe', ...johndoe, password: 'secret' }],
  ['alice', { username: 'alice', ...alice, password: 'secretalice' }],
])

const key = '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7'
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signature = (signed: string): Buffer => createHmac('sha256', key).update(signed).digest()

/** A token of HS256 (RFC 7519). */
export function sign(claims: Readonly<Record<string, unknown>>): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${signature(signed).toString('base64url')}`
}

function claimsOf(token: string): z.infer<typeof Claims> | undefined {
  const [head = '', payload = '', sent = ''] = token.split('.')
  const [expected, given] = [signature(`${head}.${payload}`), Buffer.from(sent, 'base64url')]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return claims.success && (claims.data.exp ?? Infinity) > Date.now() / 1000 ? claims.data : undefined
}

const token = oauth2Password({
  tokenUrl: 'token',
  scopes: { me: 'Read information about the current user.', items: 'Read items.' },
})

/** The user of a token that has all of these scopes. */
function userWith(...scopes: string[]): Dependency<z.infer<typeof User>> {
  const challenge = scopes.length === 0 ? 'Bearer' : `Bearer scope="${scopes.join(' ')}"`
  const refuse = (detail: string): HttpError =>
    new HttpError(401, { detail, headers: { 'www-authenticate': challenge } })
  return dependency({ token }, ({ token }) => {
    const claims = claimsOf(token)
    const user = users.get(claims?.sub ?? '')
    if (claims === undefined || user === undefined) throw refuse('Could not validate credentials')
    const granted = claims.scope.split(' ')
    if (!scopes.every((scope) => granted.includes(scope))) throw refuse('Not enough permissions')
    return user
  })
}

function activeUserWith(...scopes: string[]): Dependency<z.infer<typeof User>> {
  return dependency({ user: userWith('me', ...scopes) }, ({ user }) => {
    if (user.disabled === true) throw new HttpError(400, { detail: 'Inactive user' })
    return user
  })
}

export const app = new App({
  title: 'Users',
  version: '0.1.0',
  errorFormat: 'fastapi',
  redirectSlashes: true,
})

app.post(
  '/token',
  {
    inputs: { form: passwordForm({ grantType: 'optional' }) },
    returns: z.object({ access_token: z.string(), token_type: z.string() }),
  },
  ({ form }) => {
    const user = users.get(form.username)
    if (user === undefined || !sameSecret(form.password, user.password)) {
      throw new HttpError(400, { detail: 'Incorrect username or password' })
    }
    const exp = Math.floor(Date.now() / 1000) + 30 * 60
    return {
      access_token: sign({ sub: user.username, scope: form.scopes.join(' '), exp }),
      token_type: 'bearer',
    }
  },
)
app.get('/users/me/', { inputs: { user: activeUserWith() }, returns: User }, ({ user }) => user)
app.get('/users/me/items/', { inputs: { user: activeUserWith('items') } }, ({ user }) => [
  { item_id: 'Foo', owner: user.username },
])
app.get('/status/', { inputs: { user: userWith() } }, () => ({ status: 'ok' }))
