// A server that reads and writes in the database of DATABASE_URL, and answers some things without it.
import { databaseCheck, defineDatabase, poolFigures } from '@vivace/data'
import { healthRouter } from '@vivace/telemetry'
import { sql } from 'drizzle-orm'
import { App, consoleLogger } from 'vivace'
import { serve } from 'vivace/node'

const db = defineDatabase()
const { database, transaction, engine } = db
const app = new App({ title: 'Visited', version: '1.0.0', log: consoleLogger({ level: 'warn' }) })

app.get('/plain', {}, () => 'here')
app.get('/read', { inputs: { database } }, async ({ database }) => {
  const { rowCount } = await database.execute(sql`select count(*) from visits`)
  return rowCount
})
app.post('/write', { inputs: { transaction } }, async ({ transaction }) => {
  await transaction.execute(sql`insert into visits default values`)
  return 'written'
})
app.get('/sleep', { inputs: { transaction } }, async ({ transaction }) => {
  await transaction.execute(sql`select pg_sleep(3)`)
})
app.get('/pool', { inputs: { engine } }, ({ engine }) => poolFigures(engine))
app.include(healthRouter({ checks: { database: databaseCheck(db) } }))

await serve(app, { port: 0 })
