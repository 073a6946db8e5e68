import { App, type AppOptions, clock, type LogFields, type Logger } from 'vivace'
import { type FakeClock, fakeClock, testClient, type TestAnswer, type TestClient } from 'vivace/testing'
import {
  type Auth,
  type AuthOptions,
  defineAuth,
  memoryAuth,
  memoryMailer,
  type MemoryMailer,
  type MemoryUser,
  type SecurityEvent,
} from '@vivace/auth'

/** A line of the log. */
export interface Line {
  readonly message: string
  readonly fields: LogFields
}

/** A logger that keeps its lines. */
export function keepingLogger(lines: Line[], bound: LogFields = {}): Logger {
  const keep = (message: string, fields: LogFields = {}): void =>
    void lines.push({ message, fields: { ...bound, ...fields } })
  return {
    ...{ debug: keep, info: keep, warn: keep, error: keep },
    child: (fields) => keepingLogger(lines, { ...bound, ...fields }),
  }
}

/** An app with accounts in memory, and what tests look at. */
export interface Shop {
  readonly app: App
  readonly auth: Auth<MemoryUser>
  readonly client: TestClient<App>
  readonly mails: MemoryMailer
  readonly events: SecurityEvent[]
  readonly lines: Line[]
  readonly time: FakeClock
  readonly store: ReturnType<typeof memoryAuth>
}

/** What a test's app has besides. */
export interface ShopOptions {
  readonly auth?: Partial<AuthOptions<MemoryUser, Readonly<Record<string, unknown>> | undefined>>
  readonly app?: Partial<AppOptions>
  readonly routes?: (app: App, auth: Auth<MemoryUser>) => void
}

export const password = 'correct horse battery staple'

/** Starts a shop. Hashing costs what it costs: the tests speak of few logins. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const [mails, events, lines]: [MemoryMailer, SecurityEvent[], Line[]] = [memoryMailer(), [], []]
  const store = memoryAuth()
  const auth = defineAuth({
    store,
    issuer: 'https://shop.example',
    mailer: mails,
    onEvent: (event) => void events.push(event),
    ...options.auth,
  })
  const time = fakeClock('2026-11-21T09:00:00Z')
  const app = new App({ title: 'Shop', version: '1.0.0', log: keepingLogger(lines), ...options.app })
  app.override(clock, () => time)
  app.include(auth.router, { prefix: '/auth' })
  options.routes?.(app, auth)
  const client = await testClient(app, { baseUrl: 'https://shop.example' })
  return { app, auth, client, mails, events, lines, time, store }
}

/** What a page of ours sends along. */
export const sameOrigin = { 'sec-fetch-site': 'same-origin' } as const

/** Makes an account that can log in. */
export async function withAccount(shop: Shop, email = 'ana@example.com'): Promise<string> {
  const { auth, client, store } = shop
  await client.post('/auth/register', { json: { email, password } })
  const account = await store.users.findByLogin(email)
  if (account === undefined) throw new Error(`${email} is not registered.`)
  await store.users.setVerified(account.id)
  shop.events.length = 0
  void auth
  return account.id
}

/** Logs in as a page of ours does. */
export async function logIn(shop: Shop, email = 'ana@example.com', secret = password): Promise<TestAnswer> {
  return shop.client.post('/auth/login', { json: { email, password: secret }, headers: sameOrigin })
}

/** The access token of a login. */
export async function accessToken(shop: Shop, email?: string): Promise<string> {
  const answer = await logIn(shop, email)
  return answer.json<{ access_token: string }>().access_token
}

/** The Authorization header of a token. */
export const bearer = (token: string): { readonly authorization: string } => ({
  authorization: `Bearer ${token}`,
})

/** The token in the link of a mail. */
export function tokenIn(text: string): string {
  const token = /#token=([\w-]+)/.exec(text)?.[1]
  if (token === undefined) throw new Error(`There is no link in: ${text}`)
  return token
}
