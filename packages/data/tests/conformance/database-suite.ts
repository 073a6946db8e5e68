import {
  type Database,
  databaseOver,
  CheckViolation,
  type Engine,
  ForeignKeyViolation,
  openEngine,
  QueryError,
  rolledBack,
  StatementTimeout,
  TransactionConflict,
  TransactionFailed,
  UniqueViolation,
  ValueRefused,
  withSignal,
} from '@vivace/data'
import { eq, sql } from 'drizzle-orm'
import { HttpError } from 'vivace'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as schema from './tables.ts'

const { makeTables, people, pets, samples } = schema

/** Where the database of a suite is, and what ends with it. */
export interface SuitePlace extends AsyncDisposable {
  readonly url: string
}

/** What every engine does, whatever it is. */
export function databaseSuite(name: string, place: () => Promise<SuitePlace>): void {
  describe(name, () => {
    let where: SuitePlace
    let engine: Engine
    let database: Database

    beforeAll(async () => {
      where = await place()
      engine = await openEngine({ url: where.url })
      database = databaseOver(engine, { schema })
      for (const text of makeTables) await engine.run({ text, values: [] })
    })
    beforeEach(async () => {
      await engine.run({ text: 'truncate samples, people, pets', values: [] })
    })
    afterAll(async () => {
      await engine.close()
      await where[Symbol.asyncDispose]()
    })

    const creditOf = async (id: number): Promise<number | undefined> => {
      const [row] = await database.select({ credit: people.credit }).from(people).where(eq(people.id, id))
      return row?.credit
    }
    const failureOf = async (work: PromiseLike<unknown>): Promise<unknown> => {
      try {
        await work
      } catch (error) {
        return error
      }
      throw new Error('It did not fail.')
    }

    it('gives back what was stored, in the types of the schema', async () => {
      const sample: typeof samples.$inferInsert = {
        id: '0190f3a8-0000-7000-8000-000000000001',
        mood: 'wild',
        whole: -7,
        long: 9_007_199_254_740_993n,
        price: '1234567890.10',
        ratio: 0.1,
        isOn: true,
        words: ['a', 'b "c", {d}', ''],
        prices: ['0.10', '2.00'],
        settings: { a: [1, 2] },
        at: new Date('2026-11-21T10:11:12.345Z'),
        atText: '2026-11-21 10:11:12.345678+00',
        local: new Date('2026-11-21T10:11:12.000Z'),
        day: '2026-02-28',
        length: '1 day 02:03:04',
      }
      await database.insert(samples).values({ ...sample, content: Buffer.from([0, 1, 255]) })
      const [found] = await database.select().from(samples)
      const { content, ...others } = found ?? {}
      expect(others).toEqual(sample)
      expect([...(content ?? [])]).toEqual([0, 1, 255])
    })

    it('gives back nothing as null, in every type', async () => {
      const [found] = await database.insert(samples).values({ mood: 'calm' }).returning()
      const { id, mood, ...others } = found ?? {}
      expect(id).toMatch(/^[0-9a-f-]{36}$/)
      expect(mood).toBe('calm')
      expect(new Set(Object.values(others))).toEqual(new Set([null]))
    })

    it("answers SQL of one's own with rows as objects, and how many there are", async () => {
      const result = await database.execute(sql`select 1 as one, ${'x'}::text as word, 5::int8 as long`)
      expect(result).toEqual({ rows: [{ one: 1, word: 'x', long: '5' }], rowCount: 1 })
      await database.insert(people).values([
        { id: 1, eMail: 'a' },
        { id: 2, eMail: 'b' },
      ])
      expect(await database.update(people).set({ credit: 5 })).toMatchObject({ rowCount: 2 })
      expect(await database.$count(people, eq(people.id, 1))).toBe(1)
    })

    it('runs a prepared query again with other values', async () => {
      await database.insert(people).values([
        { id: 1, eMail: 'a' },
        { id: 2, eMail: 'b' },
      ])
      const one = database
        .select({ eMail: people.eMail })
        .from(people)
        .where(eq(people.id, sql.placeholder('id')))
      const prepared = one.prepare('one_person')
      expect(await prepared.execute({ id: 1 })).toEqual([{ eMail: 'a' }])
      expect(await prepared.execute({ id: 2 })).toEqual([{ eMail: 'b' }])
    })

    it('keeps all of a transaction or nothing', async () => {
      await database.transaction(async (transaction) => {
        await transaction.insert(people).values({ id: 1, eMail: 'a' })
        await transaction.insert(people).values({ id: 2, eMail: 'b' })
      })
      const failure = new Error('mine')
      const failing = database.transaction(async (transaction) => {
        await transaction.insert(people).values({ id: 3, eMail: 'c' })
        throw failure
      })
      expect(await failureOf(failing)).toBe(failure)
      expect(await database.$count(people)).toBe(2)
    })

    it('runs statements that were asked for at once one after the other within a transaction', async () => {
      await database.transaction((transaction) =>
        Promise.all([1, 2, 3, 4].map((id) => transaction.insert(people).values({ id, eMail: String(id) }))),
      )
      expect(await database.$count(people)).toBe(4)
    })

    it('undoes a savepoint alone, and goes on', async () => {
      await database.transaction(async (transaction) => {
        await transaction.insert(people).values({ id: 1, eMail: 'a' })
        const taken = transaction.transaction(async (savepoint) => {
          await savepoint.insert(people).values({ id: 2, eMail: 'b' })
          await savepoint.transaction((inner) => inner.insert(people).values({ id: 3, eMail: 'A' }))
        })
        expect(await failureOf(taken)).toBeInstanceOf(UniqueViolation)
        await transaction.transaction((savepoint) => savepoint.insert(people).values({ id: 4, eMail: 'd' }))
      })
      const ids = await database.select({ id: people.id }).from(people).orderBy(people.id)
      expect(ids).toEqual([{ id: 1 }, { id: 4 }])
    })

    it('says so when a caught error has rolled a transaction back', async () => {
      const swallowing = database.transaction(async (transaction) => {
        await transaction.insert(people).values({ id: 1, eMail: 'a' })
        await transaction.execute('select nonsense').catch(() => undefined)
      })
      const error = await failureOf(swallowing)
      expect(error).toBeInstanceOf(TransactionFailed)
      expect(String(error)).toContain('nothing was written')
      expect(error).toMatchObject({ cause: { code: '42703' } })
      expect(await database.$count(people)).toBe(0)
    })

    it('isolates a transaction as it is asked to', async () => {
      const config = { isolationLevel: 'serializable', accessMode: 'read only', deferrable: true } as const
      const settings = await database.transaction(
        (transaction) =>
          transaction.execute(sql`select current_setting('transaction_isolation') as isolation,
            current_setting('transaction_read_only') as reads, current_setting('transaction_deferrable') as waits`),
        config,
      )
      expect(settings.rows).toEqual([{ isolation: 'serializable', reads: 'on', waits: 'on' }])
      const writing = database.transaction((transaction) => transaction.delete(people), config)
      expect(await failureOf(writing)).toMatchObject({ name: 'QueryError', code: '25006' })
    })

    it('adds up fifty increments that come at once', async () => {
      await database.insert(people).values({ id: 1, eMail: 'a' })
      const increment = (): Promise<unknown> =>
        database.transaction(async (transaction) => {
          const [row] = await transaction.select().from(people).where(eq(people.id, 1)).for('update')
          await transaction.update(people).set({ credit: (row?.credit ?? 0) + 1 })
        })
      await Promise.all(Array.from({ length: 50 }, increment))
      expect(await creditOf(1)).toBe(50)
      expect(engine.stats).toMatchObject({ inUse: 0, waiting: 0 })
    })

    it('names the fields of what exists already, and not their values', async () => {
      await database.insert(people).values({ id: 1, eMail: 'ann@example.org' })
      const error = await failureOf(database.insert(people).values({ id: 2, eMail: 'Ann@example.org' }))
      expect(error).toBeInstanceOf(UniqueViolation)
      expect(error).toMatchObject({ status: 409, extensions: { fields: ['tenant', 'eMail'] } })
      expect(error).toMatchObject({ cause: { code: '23505', constraint: 'people_e_mail' } })
      expect(String(error)).not.toContain('example.org')
    })

    it('tells what refers to nothing, and what is referred to', async () => {
      const lost = await failureOf(database.insert(pets).values({ id: 1, ownerId: 7 }))
      expect(lost).toBeInstanceOf(ForeignKeyViolation)
      expect(lost).toMatchObject({ status: 409, extensions: { fields: ['ownerId'] } })
      await database.insert(people).values({ id: 7, eMail: 'a' })
      await database.insert(pets).values({ id: 1, ownerId: 7 })
      expect(await failureOf(database.delete(people))).toBeInstanceOf(ForeignKeyViolation)
    })

    it('refuses values that break a rule or have no place', async () => {
      const broken = await failureOf(database.insert(people).values({ id: 1, eMail: 'a', credit: -1 }))
      expect(broken).toBeInstanceOf(CheckViolation)
      for (const refused of [
        database.insert(people).values({ id: 3_000_000_000, eMail: 'a' }),
        database.insert(people).values({ id: 1, eMail: 'a\u0000b' }),
        database.select().from(samples).where(eq(samples.id, 'no uuid')),
        database.select().from(samples).where(eq(samples.day, '2026-02-30')),
      ])
        expect(await failureOf(refused)).toBeInstanceOf(ValueRefused)
    })

    it('keeps mistakes of ours apart: a QueryError with the statement and without its values', async () => {
      const error = await failureOf(database.execute(sql`select ${'hunter2'} from nowhere`))
      expect(error).toBeInstanceOf(QueryError)
      expect(error).not.toBeInstanceOf(HttpError)
      expect(error).toMatchObject({ code: '42P01', query: 'select $1 from nowhere' })
      expect(String(error)).not.toContain('hunter2')
      // What must not be NULL is filled in by us.
      const noName = sql`insert into people (id, e_mail) values (1, null)`
      expect(await failureOf(database.execute(noName))).toMatchObject({ name: 'QueryError', code: '23502' })
    })

    it('knows the errors of conflicts and of time by their states', async () => {
      const raise = (state: string): Promise<unknown> =>
        failureOf(database.execute(sql.raw(`do $$ begin raise sqlstate '${state}'; end $$`)))
      for (const state of ['40001', '40P01', '55P03'])
        expect(await raise(state)).toBeInstanceOf(TransactionConflict)
      expect(await raise('57014')).toBeInstanceOf(StatementTimeout)
    })

    it('gives large results in batches, and leaves nothing open where they are left', async () => {
      const many = { text: 'select generate_series(1, $1::int)', values: [1_200] }
      const sizes: number[] = []
      for await (const { rows } of database.$client.stream(many)) sizes.push(rows.length)
      expect(sizes).toEqual([500, 500, 200])
      for await (const { rows, fields } of database.$client.stream(many, { batch: 10 })) {
        expect(rows[9]).toEqual([10])
        expect(fields[0]?.name).toBe('generate_series')
        break
      }
      await database.transaction(async (transaction) => {
        for await (const _ of transaction.$client.stream(many)) break
        expect((await transaction.execute('select name from pg_cursors')).rows).toEqual([])
        await transaction.insert(people).values({ id: 1, eMail: 'a' })
      })
      expect(await database.$count(people)).toBe(1)
      expect(engine.stats.inUse).toBe(0)
    })

    it('answers errors of a stream like any other', async () => {
      const failing = async (): Promise<void> => {
        const text = 'select 10 / (5 - n) from generate_series(1, 9) n'
        for await (const _ of database.$client.stream({ text, values: [] }, { batch: 2 }));
      }
      expect(await failureOf(failing())).toMatchObject({ name: 'QueryError', code: '22012' })
      expect(await database.$count(people)).toBe(0)
    })

    it('runs nothing for who has left already', async () => {
      const gone = withSignal(database, AbortSignal.abort(new Error('gone')))
      expect(await failureOf(gone.insert(people).values({ id: 1, eMail: 'a' }))).toMatchObject({
        message: 'gone',
      })
      expect(await failureOf(gone.transaction((transaction) => transaction.delete(people)))).toMatchObject({
        message: 'gone',
      })
      expect(await database.$count(people)).toBe(0)
    })

    it('rolls a transaction back whose signal aborts before it is committed', async () => {
      const leaving = new AbortController()
      const work = withSignal(database, leaving.signal).transaction(async (transaction) => {
        await transaction.insert(people).values({ id: 1, eMail: 'a' })
        leaving.abort(new Error('gone'))
      })
      expect(await failureOf(work)).toMatchObject({ message: 'gone' })
      expect(await database.$count(people)).toBe(0)
    })

    it('undoes everything that a test does in a rolled-back engine', async () => {
      {
        await using test = await rolledBack(engine)
        const within = databaseOver(test, { schema })
        await within.insert(people).values({ id: 1, eMail: 'a' })
        expect(await failureOf(within.insert(people).values({ id: 1, eMail: 'b' }))).toBeInstanceOf(
          UniqueViolation,
        )
        await within.transaction(async (transaction) => {
          await transaction.insert(people).values({ id: 2, eMail: 'b' })
          await transaction.transaction((savepoint) => savepoint.insert(people).values({ id: 3, eMail: 'c' }))
        })
        const undone = within.transaction(async (transaction) => {
          await transaction.delete(people)
          throw new Error('mine')
        })
        expect(await failureOf(undone)).toMatchObject({ message: 'mine' })
        expect(await Promise.all([1, 2, 3].map(() => within.$count(people)))).toEqual([3, 3, 3])
        const past = within.transaction(() => within.select().from(people))
        expect(await failureOf(past)).toMatchObject({ name: 'QueryOutsideTransaction' })
      }
      expect(await database.$count(people)).toBe(0)
      expect(engine.stats.inUse).toBe(0)
    })
  })
}
