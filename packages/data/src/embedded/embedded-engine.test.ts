import { DatabaseError } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine, Rows } from '../engine/engine.ts'
import { DatabaseBusy, DatabaseUnavailable } from '../errors/database-errors.ts'
import { openEmbedded } from './open-embedded.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEmbedded({ directory: 'memory', acquireTimeout: '1m', statementTimeout: 0 })
  await run('create table notes (id int primary key, text text not null)')
})
afterAll(() => engine.close())

const run = (text: string, ...values: unknown[]): Promise<Rows> => engine.run({ text, values })
const one = async (text: string): Promise<unknown> => (await run(text)).rows[0]?.[0]
/** So long that whoever does not wait for it is done before. */
const long = 'select count(*) from generate_series(1, 1500000)'
/** A statement that was asked for before is in the other thread. */
const begun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the embedded engine', () => {
  it('is a PostgreSQL', async () => {
    expect(engine.kind).toBe('embedded')
    expect(await one('show server_version')).toMatch(/^18\./)
  })

  it('answers rows as arrays, in the types that Drizzle reads', async () => {
    const { fields, rows, rowCount } = await run(
      `select 1::int8 as big, 1.50::numeric as exact, date '2026-01-02' as day, $1::jsonb as data, '{a,b}'::text[] as list,
      timestamptz '2026-01-02 03:04:05.678901+00' as at, true as yes, null as nothing`,
      { a: [1] },
    )
    expect(fields.map(({ name }) => name)).toEqual([
      'big',
      'exact',
      'day',
      'data',
      'list',
      'at',
      'yes',
      'nothing',
    ])
    expect(rows).toEqual([
      ['1', '1.50', '2026-01-02', { a: [1] }, ['a', 'b'], '2026-01-02 03:04:05.678901+00', true, null],
    ])
    expect(rowCount).toBe(1)
  })

  it('rejects with the errors of pg', async () => {
    await run("insert into notes values (1, 'a')")
    const error: unknown = await run("insert into notes values (1, 'b')").catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseError)
    expect(error).toMatchObject({ code: '23505', table: 'notes', constraint: 'notes_pkey', detail: /\(1\)/ })
  })

  it('goes on after an error, also in the middle of several statements', async () => {
    await expect(run('select 1; select 1/0; select 2')).rejects.toMatchObject({ code: '22012' })
    await expect(run('selec')).rejects.toMatchObject({ code: '42601' })
    expect(await one('select 3')).toBe(3)
  })

  it('gives megabytes in one answer, and takes them in one statement', async () => {
    const text = 'ü'.repeat(3_000_000)
    const { rows } = await run('select $1::text, length($1::text)', text)
    expect(rows[0]?.[1]).toBe(3_000_000)
    expect(rows[0]?.[0]).toBe(text)
  })

  it('refuses a function that calls itself for ever', async () => {
    await run('create function f() returns int language plpgsql as $$ begin return f(); end $$')
    await expect(run('select f()')).rejects.toMatchObject({ code: '54001' })
    expect(await one('select 1')).toBe(1)
  })

  it('leaves the thread of the app free while a statement runs', async () => {
    const order: string[] = []
    const running = run(long).then(() => order.push('the statement has ended'))
    for (let turn = 1; turn <= 20; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      order.push('a turn of the loop')
    }
    await running
    expect(order.indexOf('the statement has ended')).toBe(20)
  })
})

describe('its one connection', () => {
  it('is whoever has it', async () => {
    const connection = await engine.connect()
    expect(engine.stats).toEqual({ size: 1, inUse: 1, waiting: 0, max: 1 })
    await connection.run({ text: 'begin', values: [] })
    await connection.run({ text: "insert into notes values (2, 'a')", values: [] })
    const outside = one('select count(*)::int from notes where id = 2')
    expect(engine.stats.waiting).toBe(1)
    await connection.run({ text: 'commit', values: [] })
    connection.release()
    expect(await outside).toBe(1)
    expect(engine.stats).toEqual({ size: 1, inUse: 0, waiting: 0, max: 1 })
    await expect(connection.run({ text: 'select 1', values: [] })).rejects.toThrow('was given back')
  })

  it('is given back without what was left open on it', async () => {
    const connection = await engine.connect()
    await connection.run({ text: 'begin', values: [] })
    await connection.run({ text: "insert into notes values (3, 'a')", values: [] })
    connection.release()
    expect(await one('select count(*)::int from notes where id = 3')).toBe(0)
  })

  it('is given back as new by who says that it may be broken', async () => {
    const connection = await engine.connect()
    for (const text of [
      "set statement_timeout = '3s'",
      'create temp table t ()',
      'select pg_advisory_lock(1)',
    ])
      await connection.run({ text, values: [] })
    connection.release(new Error())
    expect(await one("select current_setting('statement_timeout') || to_regclass('pg_temp.t') is null")).toBe(
      true,
    )
    expect(await one("select count(*)::int from pg_locks where locktype = 'advisory'")).toBe(0)
    expect(await one("select current_setting('statement_timeout')")).toBe('0')
  })

  it('refuses who waits too long for it with an error that names the cause', async () => {
    const impatient = await openEmbedded({ directory: 'memory', acquireTimeout: '30ms' })
    const connection = await impatient.connect()
    const error: unknown = await impatient
      .run({ text: 'select 1', values: [] })
      .catch((error: unknown) => error)
    expect(error).toBeInstanceOf(DatabaseBusy)
    expect(error).toMatchObject({ cause: { message: expect.stringContaining('which a transaction') } })
    connection.release()
    await impatient.close()
  })
})

describe('a statement that nobody waits for any more', () => {
  it('is told at once, and whoever comes next waits until it has ended', async () => {
    const leaving = new AbortController()
    const running = engine.run({ text: long, values: [] }, { signal: leaving.signal })
    const order: string[] = []
    const told = running.catch((error: unknown) => order.push(String(error)))
    const next = run('select 1').then(() => order.push('next'))
    await begun()
    leaving.abort('left')
    await told
    expect(engine.stats).toMatchObject({ inUse: 1, waiting: 1 })
    await next
    expect(order).toEqual(['left', 'next'])
    expect(engine.stats).toMatchObject({ inUse: 0, waiting: 0 })
  })

  it('does not begin if it has not begun', async () => {
    const connection = await engine.connect()
    const leaving = new AbortController()
    const first = connection.run({ text: long, values: [] })
    const second = connection.run(
      { text: "insert into notes values (4, 'a')", values: [] },
      { signal: leaving.signal },
    )
    leaving.abort(new Error('left'))
    await expect(second).rejects.toThrow('left')
    await first
    connection.release()
    expect(await one('select count(*)::int from notes where id = 4')).toBe(0)
  })

  it('takes its transaction with it', async () => {
    const leaving = new AbortController()
    const connection = await engine.connect()
    await connection.run({ text: 'begin', values: [] })
    await connection.run({ text: "insert into notes values (5, 'a')", values: [] })
    const running = connection.run({ text: long, values: [] }, { signal: leaving.signal })
    await begun()
    leaving.abort(new Error('left'))
    await expect(running).rejects.toThrow('left')
    connection.release()
    expect(await one('select count(*)::int from notes where id = 5')).toBe(0)
  })

  it('is answered after the statement time-out as PostgreSQL answers it', async () => {
    const impatient = await openEmbedded({ directory: 'memory', statementTimeout: '1ms' })
    await expect(impatient.run({ text: long, values: [] })).rejects.toMatchObject({ code: '57014' })
    await impatient.close()
  })
})

describe('the end', () => {
  it('refuses who waits and who comes, and may come twice', async () => {
    const closing = await openEmbedded({ directory: 'memory' })
    const connection = await closing.connect()
    const waiting = closing.run({ text: 'select 1', values: [] })
    const closed = Promise.all([closing.close(), closing.close()])
    await expect(waiting).rejects.toThrow(DatabaseUnavailable)
    await closed
    await expect(closing.run({ text: 'select 1', values: [] })).rejects.toThrow(DatabaseUnavailable)
    await expect(connection.run({ text: 'select 1', values: [] })).rejects.toThrow()
    connection.release()
  })
})
