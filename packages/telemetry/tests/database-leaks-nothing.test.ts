import { defineAuth, memoryAuth, memoryMailer } from '@vivace/auth'
import { type Database, defineDatabase } from '@vivace/data'
import { context, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { jsonLogger, Metrics, telemetry } from '@vivace/telemetry'
import { openTelemetry } from '@vivace/telemetry/opentelemetry'
import { type SQL, sql } from 'drizzle-orm'
import { App, type Dependency, query } from 'vivace'
import { type TestClient, testClient } from 'vivace/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RecordedLog } from './recorded-log.ts'
import { secrets } from './secrets.ts'

const tables = [
  'create table owners (id int primary key)',
  `create table notes (
    id int generated always as identity primary key, text text unique check (length(text) < 1000), title text not null,
    short varchar(3), owner_id int references owners)`,
  `create function refuse(text) returns int language plpgsql as
    $$ begin raise exception 'refused: %', $1 using detail = $1, hint = $1; end $$`,
]

/** Statements that fail with a value in what PostgreSQL says of them. */
const failures: Readonly<Record<string, (text: string) => readonly SQL[]>> = {
  taken: (text) => [
    sql`insert into notes (text, title) values (${text}, 'one')`,
    sql`insert into notes (text, title) values (${text}, 'two')`,
  ],
  missing: (text) => [sql`insert into notes (text) values (${text})`],
  checked: (text) => [sql`insert into notes (text, title) values (${text.repeat(100)}, ${text})`],
  unowned: (text) => [sql`insert into notes (text, title, owner_id) values (${text}, ${text}, 7)`],
  long: (text) => [sql`insert into notes (text, title, short) values (${text}, ${text}, ${text})`],
  malformed: (text) => [sql`select ${text}::int`],
  broken: (text) => [sql`select ${text} frm notes`],
  raised: (text) => [sql`select refuse(${text})`],
}

/** An app that meets the secret in its database and its logins, and everything that it tells outside. */
function tellingApp() {
  const recorded = new RecordedLog()
  const log = jsonLogger({ destination: recorded, level: 'debug' })
  const metrics = new Metrics()
  const exporter = new InMemorySpanExporter()
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register()
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log,
    tracer: openTelemetry(),
    middleware: [telemetry({ metrics })],
  })
  const { database } = defineDatabase({ url: 'memory:' })
  app.get('/tables', { inputs: { database } }, async ({ database }) => {
    for (const text of tables) await database.execute(text)
  })
  for (const [name, statements] of Object.entries(failures)) fail(app, name, { database, statements })
  const auth = defineAuth({ store: memoryAuth(), issuer: 'https://shop.example', mailer: memoryMailer() })
  app.include(auth.router, { prefix: '/auth' })
  app.get('/guarded', { dependencies: [auth.caller] }, () => undefined)
  return { app, recorded, metrics, exporter }
}

interface Failing {
  readonly database: Dependency<Database, 'app'>
  readonly statements: (text: string) => readonly SQL[]
}

function fail(app: App, name: string, { database, statements }: Failing): void {
  app.get(`/${name}`, { inputs: { database, secret: query(z.string()) } }, async ({ database, secret }) => {
    for (const statement of statements(secret)) await database.execute(statement)
  })
}

describe('nothing of a secret is told by a database and by accounts', () => {
  let telling: ReturnType<typeof tellingApp>
  let client: TestClient
  beforeAll(async () => {
    telling = tellingApp()
    client = await testClient(telling.app, { baseUrl: 'https://shop.example' })
    await client.get('/tables')
  })
  afterAll(async () => {
    await client[Symbol.asyncDispose]()
    trace.disable()
    context.disable()
  })

  it.each(secrets)('of %s', async (_what, text, canary) => {
    const { recorded, metrics, exporter } = telling
    recorded.text = ''
    exporter.reset()
    const answers: string[] = []
    const told = async (answering: ReturnType<typeof client.get>): Promise<void> => {
      const answer = await answering
      expect(answer.status).toBeGreaterThanOrEqual(400)
      answers.push(`${JSON.stringify([...answer.headers])}${answer.text()}`)
    }
    for (const name of Object.keys(failures)) await told(client.get(`/${name}`, { query: { secret: text } }))
    await told(client.post('/auth/register', { json: { email: text, password: text } }))
    await told(client.post('/auth/login', { json: { email: 'ana@example.com', password: text } }))
    await told(client.post('/auth/refresh', { json: { refresh_token: text } }))
    await told(client.post('/auth/verify-email', { json: { token: text } }))
    await told(client.post('/auth/reset-password', { json: { token: text, password: text } }))
    const inHeader = text.replaceAll('\n', ' ')
    await told(client.get('/guarded', { headers: { authorization: `Bearer ${inHeader}` } }))
    await told(client.get('/guarded', { headers: { 'x-api-key': inHeader } }))
    const spans = exporter.getFinishedSpans()
    const tellings = [
      recorded.text,
      metrics.render(),
      JSON.stringify(spans.map(({ name, attributes, events, status }) => [name, attributes, events, status])),
      ...answers,
    ]
    for (const each of tellings) expect(each).not.toContain(canary)
    // They have told what they should.
    expect(recorded.text).toContain('login-failed')
    expect(recorded.of('request failed').length).toBeGreaterThanOrEqual(3)
    expect(spans.filter(({ name }) => name.startsWith('INSERT')).length).toBeGreaterThan(4)
  })
})
