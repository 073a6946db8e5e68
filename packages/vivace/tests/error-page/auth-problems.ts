import {
  type AuthStores,
  defineAuth,
  memoryAuth,
  memoryMailer,
  type MemoryUser,
  PasswordsBusy,
} from '@vivace/auth'
import { App, silentLogger } from 'vivace'
import { TestClient } from 'vivace/testing'
import type { ProblemCode } from '../../src/errors/index.ts'

interface Shop {
  readonly app: App
  readonly client: TestClient
  readonly store: AuthStores<MemoryUser>
}

const [email, password] = ['ana@example.com', 'correct horse battery staple']

/** A shop with one account. */
async function openShop(): Promise<Shop> {
  const store = memoryAuth()
  const auth = defineAuth({
    store,
    issuer: 'https://shop.example',
    mailer: memoryMailer(),
    verification: 'optional',
    lockout: { failuresPerNetwork: 1, firstWait: '8s' },
  })
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  app.include(auth.router, { prefix: '/auth' })
  app.get('/items', { dependencies: [auth.apiKey] }, () => [])
  app.get('/busy', { errors: [PasswordsBusy] }, () => {
    throw new PasswordsBusy()
  })
  app.get('/admin', { dependencies: [auth.requireRole('admin')] }, () => 'in')
  await app.start()
  const client = new TestClient(app, { baseUrl: 'https://shop.example' })
  await client.post('/auth/register', { json: { email, password } })
  return { app, client, store }
}

/** The answer to what is asked of a shop. */
function answered(
  ask: (client: TestClient) => Promise<{ readonly text: () => string }>,
): () => Promise<Response> {
  return async () => {
    const { app, client } = await openShop()
    const answer = await ask(client)
    await app.stop()
    return new Response(answer.text())
  }
}

const guess = { json: { email, password: 'wrong guess' } }

/** The answers of accounts, by code. */
export const authProblems: Readonly<Partial<Record<ProblemCode, () => Promise<Response>>>> = {
  'invalid-api-key': answered((client) => client.get('/items', { headers: { 'x-api-key': 'key_1' } })),
  'invalid-credentials': answered((client) => client.post('/auth/login', guess)),
  'mail-token-invalid': answered((client) => client.post('/auth/verify-email', { json: { token: 'used' } })),
  'password-refused': answered((client) =>
    client.post('/auth/register', { json: { email: 'eva@example.com', password: 'password1' } }),
  ),
  'passwords-busy': answered((client) => client.get('/busy')),
  'role-required': answered(async (client) => {
    const json = { email, password, refreshToken: 'body' }
    const login = await client.post('/auth/login', { json })
    const { access_token } = login.json<{ access_token: string }>()
    return client.get('/admin', { headers: { authorization: `Bearer ${access_token}` } })
  }),
  'too-many-logins': answered(async (client) => {
    await client.post('/auth/login', guess)
    return client.post('/auth/login', guess)
  }),
}
