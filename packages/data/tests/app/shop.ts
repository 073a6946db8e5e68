import { type DatabaseOptions, defineDatabase, ForeignKeyViolation, UniqueViolation } from '@vivace/data'
import { eq } from 'drizzle-orm'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { App, body, path, silentLogger } from 'vivace'
import * as z from 'zod'

export const users = pgTable('users', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  eMail: text('e_mail').notNull().unique(),
  patron: integer(),
})

/** The patron may come later in the same transaction: it is looked for when that is committed. */
export const makeUsers = `create table users (id integer primary key generated always as identity, e_mail text not null
  constraint users_e_mail unique, patron integer references users deferrable initially deferred)`

const NewUser = z.object({ eMail: z.string(), patron: z.int().optional() })

/** An app as users of the package write it, and its database. */
export function shop(options: DatabaseOptions): {
  readonly app: App
  readonly db: ReturnType<typeof defineDatabase>
} {
  const db = defineDatabase({ ...options, schema: { users }, log: silentLogger })
  const { database, transaction } = db
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  app.get('/users', { inputs: { database } }, ({ database }) =>
    database.select().from(users).orderBy(users.id),
  )
  app.post(
    '/users',
    {
      inputs: { transaction, user: body(NewUser) },
      status: 201,
      errors: [UniqueViolation, ForeignKeyViolation],
    },
    async ({ transaction, user }) => {
      const [created] = await transaction.insert(users).values(user).returning()
      return created
    },
  )
  app.post('/failing', { inputs: { transaction } }, async ({ transaction }) => {
    await transaction.insert(users).values({ eMail: 'never' })
    throw new TypeError('a mistake')
  })
  app.post('/swallowing', { inputs: { transaction } }, async ({ transaction }) => {
    await transaction.insert(users).values({ eMail: 'never' })
    await transaction
      .insert(users)
      .values({ eMail: 'never' })
      .catch(() => undefined)
    return 'all is well'
  })
  app.delete('/users/{id}', { inputs: { transaction, id: path(z.int()) } }, async ({ transaction, id }) => {
    await transaction.delete(users).where(eq(users.id, id))
  })
  app.get('/idle', { inputs: { transaction, engine: db.engine } }, ({ engine }) => engine.stats.inUse)
  const report = db.transactionWith({ isolation: 'repeatable read', readOnly: true })
  app.post('/reading', { inputs: { report } }, async ({ report }) => {
    await report.insert(users).values({ eMail: 'never' })
  })
  return { app, db }
}
