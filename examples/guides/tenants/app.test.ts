import { readFile } from 'node:fs/promises'
import { migrate, openDatabase, tenantSetup } from '@vivace/data'
import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { testClient } from 'vivace/testing'
import { expect, it, onTestFinished } from 'vitest'
import { app, data } from './app.ts'
import { members, notes } from './tables.ts'

const [north, south] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
] as const
const ann = { headers: { authorization: 'Bearer ann' } }
const bob = { headers: { authorization: 'Bearer bob' } }

async function schools(url: string) {
  const opened = await openDatabase({ url })
  onTestFinished(() => opened[Symbol.asyncDispose]())
  await migrate(opened.engine, { folder: data.options.migrations })
  await opened.database.insert(members).values([
    { token: 'ann', schoolId: north },
    { token: 'bob', schoolId: south },
  ])
  const override = app.override(data.engine, () => opened.engine)
  onTestFinished(() => override[Symbol.dispose]())
  const client = await testClient(app)
  onTestFinished(() => client[Symbol.asyncDispose]())
  return client
}

async function isolates(url: string): Promise<void> {
  const client = await schools(url)
  const made = await client.post('/notes', { json: { title: 'Exam' }, ...ann })
  expect(made.status).toBe(201)
  expect((await client.post('/notes', { json: { title: 'Exam' }, ...bob })).status).toBe(201)
  expect((await client.post('/notes', { json: { title: 'Exam' }, ...bob })).status).toBe(409)
  expect((await client.get('/notes', ann)).json()).toHaveLength(1)
  const { id } = made.json<{ id: string }>()
  expect((await client.delete(`/notes/${id}`, bob)).status).toBe(404)
  expect((await client.delete(`/notes/${id}`, ann)).status).toBe(204)
  expect((await client.get('/notes')).status).toBe(401)
  expect([
    (await client.get(`/count/${north}`)).json(),
    (await client.get(`/count/${south}`)).json(),
  ]).toEqual([0, 1])
  expect((await client.get('/health/ready')).status).toBe(200)
}

it('has a migration with what tenantSetup() says', async () => {
  const file = await readFile(new URL('./migrations/0002_isolate-schools.sql', import.meta.url), 'utf8')
  expect(file).toBe(`${tenantSetup({ role: 'school_app', tables: [notes] }).join(';\n')};\n`)
})

it('keeps schools apart on the embedded database', () => isolates('memory:'))

it.skipIf(noPostgres !== undefined)('keeps schools apart on PostgreSQL', async () => {
  await using server = await PostgresDatabase.open()
  await isolates(server.url)
})
