import { createHash } from 'node:crypto'
import { defineAuth, memoryMailer, newKeyRing } from '@vivace/auth'
import { App, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DrizzleUnderTest, openDrizzleStores } from './open-stores.ts'

let stores: DrizzleUnderTest
beforeAll(async () => {
  stores = await openDrizzleStores('memory:')
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const { engine } = stores.opened
  const ask = async (text: string): Promise<readonly unknown[]> =>
    (await engine.run({ text, values: [] })).rows.map(([first]) => first)
  const tables = await ask(`select table_name from information_schema.tables where table_schema = 'public'`)
  const rows = await Promise.all(
    tables.map((name) => ask(`select row_to_json(t)::text from "${String(name)}" t`)),
  )
  return rows.flat().join('\n')
}

/** A secret, and what is turned back into it without any trying. */
function formsOf(secret: string): readonly string[] {
  const parts = secret.split('.').filter((part) => part.length > 20)
  const bytes = parts.map((part) => Buffer.from(part, 'base64url'))
  return [
    secret,
    ...parts.slice(-1),
    [...secret].reverse().join(''),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
    ...bytes.slice(-1).flatMap((one) => [one.toString('hex'), one.toString('base64').replace(/=+$/, '')]),
  ]
}

/** Digests that are found by trying words: what no password may be kept as. */
function digestsOf(password: string): readonly string[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => {
    const bytes = createHash(name).update(password).digest()
    return [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
  })
}

it('T34: no token, key or password is in the database, nor anything that is turned back into one', async () => {
  const secrets: string[] = []
  const passwords = Array.from({ length: 8 }, (_, at) => `canary-walrus-${at}`)
  const ring = await newKeyRing()
  const mails = memoryMailer()
  const auth = defineAuth({ store: stores.one, keys: ring, issuer: 'https://shop.example', mailer: mails })
  const app = new App({ title: 'Shop', version: '1', log: silentLogger })
  app.include(auth.router, { prefix: '/auth' })
  app.post('/fill', { public: true, inputs: { services: auth.services } }, async ({ services }) => {
    const account = await services.stores.users.create({ login: 'ana@example.com' })
    if (account === undefined) throw new Error('There is such a user already.')
    for (let login = 0; login < 1_000; login++) {
      const begun = await services.sessions.begin({ account })
      secrets.push(begun.refreshToken)
      if (login % 5 > 0) continue
      const refreshed = await services.sessions.refresh(begun.refreshToken)
      if (refreshed.outcome !== 'refused') secrets.push(refreshed.refreshToken)
      secrets.push((await services.apiKeys.create({ userId: account.id, name: 'key', scopes: [] })).key)
    }
  })
  await using client = await testClient(app, { baseUrl: 'https://shop.example' })
  await client.post('/fill')
  for (const [at, password] of passwords.entries()) {
    const email = `user-${at}@example.com`
    await client.post('/auth/register', { json: { email, password } })
    const token = (): string => /#token=([\w-]+)/.exec(mails.last(email).text)?.[1] ?? ''
    await client.post('/auth/verify-email', { json: { token: token() } })
    const answer = await client.post('/auth/login', { json: { email, password, refreshToken: 'body' } })
    const { access_token, refresh_token } = answer.json<Record<'access_token' | 'refresh_token', string>>()
    await client.post('/auth/forgot-password', { json: { email } })
    secrets.push(access_token, refresh_token, token())
  }
  secrets.push(...passwords, ...ring.secrets, String(ring.current['d']))

  const text = await dump()
  const found = [...secrets.flatMap(formsOf), ...passwords.flatMap(digestsOf)].filter((canary) =>
    text.includes(canary),
  )
  expect(found).toEqual([])
  expect(new Set(secrets.filter((secret) => secret !== '')).size).toBe(1_000 + 400 + 8 * 4 + 2)
  // The dump is of these rows: what may be known of a session is there.
  const [session] = await stores.one.sessions.list(
    (await stores.one.users.findByLogin('user-0@example.com'))?.id ?? '',
    0,
  )
  expect(text).toContain(session?.id)
  expect(text).toContain(session?.tokenHash)
})
