// An app over an embedded database in DIRECTORY, served by WORKERS.
import { defineDatabase } from '@vivace/data'
import { sql } from 'drizzle-orm'
import { App, path } from 'vivace'
import { serve } from 'vivace/node'
import { z } from 'zod'

const { database } = defineDatabase({ directory: process.env['DIRECTORY'] ?? '' })
const app = new App({ title: 'Rows', version: '1.0.0' })

app.get('/ping', {}, () => 'pong')
app.post('/rows', { inputs: { database } }, async ({ database }) => {
  await database.execute(sql`create table if not exists rows (id int primary key)`)
  return 'made'
})
app.post('/rows/{id}', { inputs: { database, id: path(z.int()) } }, async ({ database, id }) => {
  await database.execute(sql`insert into rows values (${id})`)
  return 'kept'
})
app.get('/rows', { inputs: { database } }, async ({ database }) => {
  const { rows } = await database.execute<{ id: number }>(sql`select id from rows order by id`)
  return rows.map(({ id }) => id)
})
app.get('/slow', { inputs: { database } }, async ({ database }) => {
  await database.execute(sql`select count(*) from generate_series(1, 3000000)`)
  return 'done'
})

await serve(app, { port: 0, workers: Number(process.env['WORKERS'] ?? 0) })
