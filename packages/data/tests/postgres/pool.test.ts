import { defineDatabase, DatabaseUnavailable, openEngine } from '@vivace/data'
import {
  freePort,
  noPostgres,
  noPostgresServer,
  PostgresDatabase,
  PostgresServer,
  TcpProxy,
  throwawayCertificate,
} from '@vivace/fixtures'
import { App, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it, vi } from 'vitest'

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => error,
  )
/** For machines with much else to do. */
const patient = { timeout: 20_000 }

const pidOf = { text: 'select pg_backend_pid()', values: [] }

describe('an address', () => {
  it.each([
    'mysql://shop:hunter2@127.0.0.1/shop',
    'no address with hunter2',
    'postgres://shop:hunter2@127.0.0.1/shop?sslmode=verify-full&sslrootcert=/nowhere.pem',
  ])('that cannot be one keeps the app from starting, and is not repeated: %s', async (url) => {
    const error = await failureOf(openEngine({ url }))
    expect(error).toMatchObject({ name: 'DefinitionError', code: 'DATABASE_INVALID' })
    expect(String(error)).not.toContain('hunter2')
  })

  it('is read before anything is connected: the sizes and times of the pool', async () => {
    const url = 'postgres://127.0.0.1:1/shop'
    expect(await failureOf(openEngine({ url, pool: { size: 0 } }))).toMatchObject({
      code: 'DATABASE_INVALID',
    })
    expect(await failureOf(openEngine({ url, pool: { overflow: 0.5 } }))).toMatchObject({
      code: 'DATABASE_INVALID',
    })
    expect(await failureOf(openEngine({ url, pool: { recycle: 1.5 } }))).toMatchObject({
      code: 'DURATION_INVALID',
    })
  })

  it('where nobody is lets the app start, and answers 503 until somebody is', async () => {
    const log = { ...silentLogger, warn: vi.fn(), info: vi.fn() }
    const { database } = defineDatabase({
      url: `postgres://shop:hunter2@127.0.0.1:${await freePort()}/shop`,
      log,
    })
    const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, errors: [DatabaseUnavailable] })
    app.get(
      '/',
      { inputs: { database } },
      async ({ database }) => (await database.execute('select 1')).rowCount,
    )
    await using client = await testClient(app)
    for (let at = 0; at < 3; at += 1) {
      const answer = await client.get('/')
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('2')
      expect(answer.json()).toEqual({
        type: 'about:blank',
        title: 'A part of this service is not available now',
        status: 503,
        code: 'store-unavailable',
      })
    }
    expect(log.warn).toHaveBeenCalledTimes(1)
    expect(JSON.stringify(log.warn.mock.calls)).not.toContain('hunter2')
  })
})

describe.skipIf(noPostgres !== undefined)(
  `a pool of connections${noPostgres === undefined ? '' : ` (skipped: ${noPostgres})`}`,
  () => {
    it('is not opened where PostgreSQL refuses the database', async () => {
      await using pg = await PostgresDatabase.open()
      const error = await failureOf(openEngine({ url: `${pg.url}_not` }))
      expect(error).toMatchObject({ code: 'DATABASE_INVALID' })
      expect(String(error)).toMatch(/database ".*_not" does not exist/)
    })

    it('tells PostgreSQL how long a statement and an idle transaction may take, and who it is', async () => {
      await using pg = await PostgresDatabase.open()
      const times = { statementTimeout: '300ms', idleInTransactionTimeout: '200ms' } as const
      const engine = await openEngine({ url: pg.url, ...times, applicationName: 'shop' })
      const text = `select current_setting('application_name'), current_setting('statement_timeout')`
      expect((await engine.run({ text, values: [] })).rows).toEqual([['shop', '300ms']])
      expect(await failureOf(engine.run({ text: 'select pg_sleep(60)', values: [] }))).toMatchObject({
        code: '57014',
      })
      const connection = await engine.connect()
      await connection.run({ text: 'begin', values: [] })
      const others = `select 1 from pg_stat_activity where application_name = 'shop'`
      await expect.poll(() => pg.query(others), patient).toEqual([])
      expect(await failureOf(connection.run(pidOf))).toBeInstanceOf(Error)
      connection.release()
      expect((await engine.run(pidOf)).rowCount).toBe(1)
      expect(engine.stats).toMatchObject({ inUse: 0 })
      await engine.close()
    })

    it('closes a connection that is too old, and what was left open in it', async () => {
      await using pg = await PostgresDatabase.open()
      const engine = await openEngine({ url: pg.url, pool: { size: 1, overflow: 0, recycle: 50 } })
      const [first] = (await engine.run(pidOf)).rows
      await expect.poll(async () => (await engine.run(pidOf)).rows[0], patient).not.toEqual(first)
      const connection = await engine.connect()
      await connection.run({ text: 'begin', values: [] })
      const [open] = (await connection.run(pidOf)).rows
      connection.release()
      expect((await engine.run(pidOf)).rows).not.toEqual([open])
      expect(engine.stats.size).toBe(1)
      await engine.close()
    })

    it('asks connections that were idle whether they are alive, and waits for no dead one', async () => {
      await using pg = await PostgresDatabase.open()
      const { port } = new URL(pg.url)
      await using cable = await TcpProxy.open(Number(port === '' ? 5432 : port))
      const url = new URL(pg.url)
      url.host = `127.0.0.1:${cable.port}`
      const engine = await openEngine({
        url: url.href,
        pool: { size: 3, overflow: 0, prePing: 0, acquireTimeout: '5s' },
      })
      await Promise.all([1, 2, 3].map(() => engine.run({ text: 'select pg_sleep(0.1)', values: [] })))
      expect(engine.stats.size).toBe(3)
      cable.freeze()
      expect((await engine.run(pidOf)).rowCount).toBe(1)
      expect(engine.stats).toMatchObject({ size: 1, inUse: 0 })
      await engine.close()
    })

    it('lets nobody run anything on a connection that was given back', async () => {
      await using pg = await PostgresDatabase.open()
      const engine = await openEngine({ url: pg.url })
      const connection = await engine.connect()
      connection.release()
      connection.release()
      await expect(connection.run(pidOf)).rejects.toThrow('given back')
      await engine.close()
      await expect(engine.run(pidOf)).rejects.toBeInstanceOf(DatabaseUnavailable)
    })
  },
)

describe.skipIf(noPostgresServer !== undefined)(
  `a PostgreSQL with passwords${noPostgresServer === undefined ? '' : ` (skipped: ${noPostgresServer})`}`,
  () => {
    it('keeps an app with a wrong one from starting, and does not say it', async () => {
      await using postgres = await PostgresServer.open({ password: 'right' })
      for (const [user, password] of [
        ['postgres', 'hunter2'],
        ['nobody', 'hunter2'],
        ['postgres', ''],
      ]) {
        const url = new URL(postgres.url)
        url.username = user ?? ''
        url.password = password ?? ''
        const error = await failureOf(openEngine({ url: url.href }))
        expect(error).toMatchObject({ code: 'DATABASE_INVALID' })
        expect(String(error)).not.toContain('hunter2')
      }
    })

    it('is asked once in a second when it begins to refuse the password', async () => {
      await using postgres = await PostgresServer.open({ password: 'right' })
      const log = { ...silentLogger, warn: vi.fn() }
      const engine = await openEngine({ url: postgres.url, log })
      await engine.run(pidOf)
      await postgres.query(`alter role postgres password 'other'`)
      const administrator = new URL(postgres.url)
      administrator.password = 'other'
      const other = await openEngine({ url: administrator.href })
      await other.run({
        text: `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`,
        values: [],
      })
      await expect.poll(() => engine.stats.size, patient).toBe(0)
      const before = performance.now()
      const failures: unknown[] = []
      for (let at = 0; at < 200; at += 1) failures.push(await failureOf(engine.run(pidOf)))
      for (const failure of failures) expect(failure).toBeInstanceOf(DatabaseUnavailable)
      // Each attempt is an error of its own; all others share it.
      const attempts = new Set(
        failures.map((failure) => (failure instanceof Error ? failure.cause : undefined)),
      ).size
      expect(attempts).toBeLessThanOrEqual(1 + Math.floor((performance.now() - before) / 1_000) + 1)
      expect(log.warn).toHaveBeenCalledTimes(1)
      await other.run({ text: `alter role postgres password 'right'`, values: [] })
      await expect.poll(() => failureOf(engine.run(pidOf)), patient).toBe('nothing failed')
      await other.close()
      await engine.close()
    })
  },
)

describe.skipIf(noPostgresServer !== undefined)(
  `a connection with TLS${noPostgresServer === undefined ? '' : ` (skipped: ${noPostgresServer})`}`,
  () => {
    it('trusts nobody who is not known, and cancels over TLS as well', async () => {
      await using postgres = await PostgresServer.open({ isTls: true })
      const tls = { ca: throwawayCertificate.cert }
      const engine = await openEngine({ url: postgres.url, tls, pool: { size: 1, overflow: 0 } })
      const text = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
      expect((await engine.run({ text, values: [] })).rows).toEqual([[true]])
      const leaving = new AbortController()
      const running = engine.run({ text: 'select pg_sleep(600)', values: [] }, { signal: leaving.signal })
      await expect
        .poll(() => postgres.query(`select 1 from pg_stat_activity where query like '%sleep(600)'`), patient)
        .not.toEqual([])
      leaving.abort(new Error('gone'))
      await expect(running).rejects.toThrow('gone')
      const before = engine.stats.size
      expect((await engine.run({ text, values: [] })).rows).toEqual([[true]])
      expect(before).toBe(1)
      await engine.close()
      for (const sslmode of ['require', 'verify-full'])
        expect(await failureOf(openEngine({ url: `${postgres.url}?sslmode=${sslmode}` }))).toMatchObject({
          code: 'DATABASE_INVALID',
        })
      const trusting = await openEngine({ url: `${postgres.url}?sslmode=no-verify` })
      expect((await trusting.run({ text, values: [] })).rows).toEqual([[true]])
      await trusting.close()
    })
  },
)
