import { databaseCheck, openEngine, poolFigures, rolledBack } from '@vivace/data'
import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { healthRouter } from '@vivace/telemetry'
import { App, type Span, silentLogger, singleton } from 'vivace'
import { type TestClient, testClient } from 'vivace/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeUsers, shop } from './shop.ts'

describe.skipIf(noPostgres !== undefined)(
  `transactions of requests${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`,
  () => {
    let pg: PostgresDatabase
    let client: TestClient
    beforeAll(async () => {
      pg = await PostgresDatabase.open()
      await pg.query(makeUsers)
      client = await testClient(shop({ url: pg.url }).app)
    })
    beforeEach(async () => {
      await pg.query('truncate users restart identity')
    })
    afterAll(async () => {
      await client[Symbol.asyncDispose]()
      await pg[Symbol.asyncDispose]()
    })
    const users = async (): Promise<unknown> => (await client.get('/users')).json()

    it('are committed before the response is sent: the next request reads what was written', async () => {
      for (let id = 1; id <= 20; id += 1) {
        const created = await client.post('/users', { json: { eMail: `${id}@example.org` } })
        expect(created.status).toBe(201)
        expect(created.json()).toEqual({ id, eMail: `${id}@example.org`, patron: null })
        expect(await users()).toHaveLength(id)
      }
    })

    it('are rolled back whatever is thrown', async () => {
      expect((await client.post('/failing')).status).toBe(500)
      expect(await users()).toEqual([])
    })

    it('answer 409 with the fields, and no values, for what exists already', async () => {
      await client.post('/users', { json: { eMail: 'ann@example.org' } })
      const answer = await client.post('/users', { json: { eMail: 'ann@example.org' } })
      expect(answer.json()).toEqual({
        type: 'about:blank',
        title: 'This exists already',
        status: 409,
        code: 'unique-violation',
        fields: ['eMail'],
      })
    })

    it('answer what fails only when they are committed', async () => {
      const answer = await client.post('/users', { json: { eMail: 'a', patron: 99 } })
      expect(answer.json()).toMatchObject({ status: 409, code: 'foreign-key-violation', fields: ['patron'] })
      expect(await users()).toEqual([])
    })

    it('do not say that all is well when a caught error has undone it', async () => {
      expect((await client.post('/swallowing')).status).toBe(500)
      expect(await users()).toEqual([])
    })

    it('hold no connection before their first statement', async () => {
      expect((await client.get('/idle')).json()).toBe(0)
    })

    it('are isolated as they are asked to be', async () => {
      expect((await client.post('/reading')).status).toBe(500)
      expect(await users()).toEqual([])
    })

    it('are documented with the errors that a route names', async () => {
      const document = JSON.stringify((await client.get('/openapi.json')).json())
      for (const name of ['UniqueViolationProblem', 'ForeignKeyViolationProblem', 'fields'])
        expect(document).toContain(name)
    })

    it('are undone after a test that runs in a rolled-back engine', async () => {
      const engine = await openEngine({ url: pg.url })
      {
        const { app, db } = shop({ url: pg.url })
        await using test = await rolledBack(engine)
        using _ = app.override(db.engine, () => test)
        await using inside = await testClient(app)
        expect((await inside.post('/users', { json: { eMail: 'a' } })).status).toBe(201)
        expect((await inside.post('/users', { json: { eMail: 'a' } })).status).toBe(409)
        expect((await inside.post('/failing')).status).toBe(500)
        expect((await inside.get('/users')).json()).toHaveLength(1)
      }
      expect(await users()).toEqual([])
      await engine.close()
    })
  },
)

describe.skipIf(noPostgres !== undefined)('defineDatabase()', () => {
  it('finds the address in DATABASE_URL or in a singleton, is ready when PostgreSQL is, and tells its figures', async () => {
    await using pg = await PostgresDatabase.open()
    await pg.query(makeUsers)
    vi.stubEnv('DATABASE_URL', pg.url)
    for (const url of [undefined, singleton({}, () => pg.url)]) {
      const { app, db } = shop(url === undefined ? {} : { url })
      app.include(healthRouter({ checks: { database: databaseCheck(db) } }))
      app.get('/pool', { inputs: { engine: db.engine } }, ({ engine }) => poolFigures(engine))
      await using client = await testClient(app)
      expect((await client.get('/users')).json()).toEqual([])
      expect((await client.get('/health/ready')).status).toBe(200)
      expect((await client.get('/pool')).json()).toEqual({ used: 0, idle: 1, waiting: 0, max: 30 })
    }
    vi.unstubAllEnvs()
    await expect
      .poll(() =>
        pg.query(
          `select 1 from pg_stat_activity where application_name = 'vivace' and datname = current_database()`,
        ),
      )
      .toEqual([])
  })

  it('traces statements by their kind and their text, without values', async () => {
    await using pg = await PostgresDatabase.open()
    await pg.query(makeUsers)
    const spans: unknown[] = []
    const span: Span = {
      context: undefined,
      run: (work) => work(),
      rename: () => undefined,
      set: () => undefined,
      fail: (error) => void spans.push(['failed', error instanceof Error ? error.name : error]),
      end: () => undefined,
      headers: () => undefined,
    }
    const { database } = shop({ url: pg.url }).db
    const app = new App({
      title: 'Traced',
      version: '1.0.0',
      log: silentLogger,
      tracer: {
        begin: (name, options) => {
          if (options?.kind === 'client') spans.push([name, options.attributes])
          return span
        },
      },
    })
    app.get('/', { inputs: { database } }, async ({ database }) => {
      await database.execute(`select count(*) from users where e_mail = 'x'`)
    })
    await using client = await testClient(app)
    await client.get('/')
    expect(spans).toEqual([
      [
        'SELECT users',
        {
          'db.system.name': 'postgresql',
          'db.operation.name': 'SELECT',
          'db.collection.name': 'users',
          'db.query.summary': 'SELECT users',
          'db.query.text': `select count(*) from users where e_mail = 'x'`,
        },
      ],
    ])
  })
})
