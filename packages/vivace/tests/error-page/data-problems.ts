import {
  CheckViolation,
  CommitUnknown,
  type DatabaseOptions,
  defineDatabase,
  ForeignKeyViolation,
  OtherTenant,
  UniqueViolation,
} from '@vivace/data'
import { sql } from 'drizzle-orm'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { App, silentLogger } from 'vivace'
import type { ProblemCode } from '../../src/errors/index.ts'

const users = pgTable('users', { eMail: text('e_mail') })
const pets = pgTable('pets', { ownerId: integer('owner_id') })

const tables = `
  create table users (id integer primary key, e_mail text unique);
  create table accounts (balance integer check (balance >= 0));
  create table pets (owner_id integer references users)`

/** Statements that fail, each for the reason of a code. */
const statements = {
  'check-violation': 'insert into accounts values (-1)',
  'foreign-key-violation': 'insert into pets values (7)',
  'statement-timeout': `do $$ begin raise sqlstate '57014'; end $$`,
  'transaction-conflict': `do $$ begin raise sqlstate '40001'; end $$`,
  'unique-violation': `insert into users values (1, 'a@b.co'), (2, 'a@b.co')`,
  'value-refused': 'select 3000000000::integer',
} as const

/** The answer of an app whose handler does this with its database. */
async function answerOf(
  options: DatabaseOptions,
  work: (db: ReturnType<typeof defineDatabase>, app: App) => void,
): Promise<Response> {
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  work(defineDatabase({ ...options, schema: { users, pets }, log: silentLogger }), app)
  await app.start()
  try {
    return await app.fetch(new Request('http://shop.example/'))
  } finally {
    await app.stop()
  }
}

const failing = (statement: string) => (): Promise<Response> =>
  answerOf({ url: 'memory:' }, ({ engine, database }, app) => {
    const errors = [CheckViolation, ForeignKeyViolation, UniqueViolation]
    app.get('/', { inputs: { engine, database }, errors }, async ({ engine, database }) => {
      for (const text of tables.split(';')) await engine.run({ text, values: [] })
      await database.execute(sql.raw(statement))
    })
  })

/** The answer for each code of `@vivace/data`. */
export const dataProblems: Readonly<Partial<Record<ProblemCode, () => Promise<Response>>>> = {
  ...Object.fromEntries(Object.entries(statements).map(([code, statement]) => [code, failing(statement)])),
  'commit-unknown': () =>
    answerOf({ url: 'memory:' }, (_, app) => {
      app.get('/', {}, () => {
        throw new CommitUnknown()
      })
    }),
  'other-tenant': () =>
    answerOf({ url: 'memory:' }, (_, app) => {
      app.get('/', { errors: [OtherTenant] }, () => {
        throw new OtherTenant()
      })
    }),
  'store-busy': () =>
    answerOf({ url: 'memory:', pool: { acquireTimeout: '1ms' } }, ({ engine, database }, app) => {
      app.get('/', { inputs: { engine, database } }, async ({ engine, database }) => {
        const connection = await engine.connect()
        await database.execute('select 1').finally(() => connection.release())
      })
    }),
  'store-unavailable': () =>
    // Nobody listens to port 1.
    answerOf({ url: 'postgres://127.0.0.1:1/shop' }, ({ database }, app) => {
      app.get('/', { inputs: { database } }, ({ database }) => database.execute('select 1'))
    }),
}
