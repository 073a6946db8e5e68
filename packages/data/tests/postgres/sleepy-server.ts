// A server whose routes sleep in the database of DATABASE_URL, each in another way; /pool tells how its pool is.
import { defineDatabase, poolFigures, withSignal } from '@vivace/data'
import { sql } from 'drizzle-orm'
import { App, signal, silentLogger } from 'vivace'
import { serve } from 'vivace/node'

const { database, transaction, engine } = defineDatabase({ log: silentLogger })
const app = new App({ title: 'Sleepy', version: '1.0.0', log: silentLogger })
/** Longer than a test is patient. */
const sleep = sql`select pg_sleep(5)`

app.get('/database', { inputs: { database, signal } }, async ({ database, signal }) => {
  await withSignal(database, signal).execute(sleep)
})
app.get('/transaction', { inputs: { transaction } }, async ({ transaction }) => {
  await transaction.execute(sleep)
})
app.get('/stream', { inputs: { engine, signal } }, async ({ engine, signal }) => {
  const statement = { text: 'select pg_sleep(0.05) from generate_series(1, 100)', values: [] }
  for await (const _ of engine.stream(statement, { signal, batch: 10 }));
})
app.get('/pool', { inputs: { engine } }, ({ engine }) => poolFigures(engine))

await serve(app, { port: 0 })
