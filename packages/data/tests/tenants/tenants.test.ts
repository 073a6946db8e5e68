import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { bigint, pgSchema, type PgTable, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { App, body, dependency, header, HttpError, path, silentLogger } from 'vivace'
import { testClient, type TestClient } from 'vivace/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  type DatabaseDefinition,
  databaseOver,
  defineDatabase,
  enterTenant,
  rolledBack,
  tenantCheck,
  type TenantCheckOptions,
  tenantPolicy,
  tenantSetup,
  TenantsNotIsolated,
  tenantTransaction,
} from '@vivace/data'
import { engines, openTestDatabase, type TestDatabase } from '../lists/test-database.ts'
import { policyStatements } from './policy-statements.ts'

const notes = pgTable(
  'notes',
  { id: uuid().primaryKey().defaultRandom(), tenantId: uuid('tenant_id').notNull(), text: text().notNull() },
  (note) => [tenantPolicy(note.tenantId)],
)
const countries = pgTable('countries', { code: text().primaryKey() })
// Roles belong to the whole server, where other runs have theirs.
const role = `vivace_test_${randomUUID()}`
const [ada, bob] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const

const tenant = dependency({ tenant: header(z.string().optional(), { name: 'x-tenant' }) }, ({ tenant }) => {
  if (tenant === undefined) throw new HttpError(401)
  return tenant
})

function appOver({ database, transaction }: DatabaseDefinition): App {
  const app = new App({ title: 'Notes', version: '1.0.0', log: silentLogger })
  const own = tenantTransaction({ transaction, tenant, role })
  const above = tenantTransaction({ transaction, tenant })
  const NewNote = z.object({ text: z.string(), tenantId: z.uuid().optional() })
  app.get('/notes', { inputs: { own } }, ({ own }) => own.select().from(notes).orderBy(notes.text))
  app.post('/notes', { inputs: { own, note: body(NewNote), tenant } }, async ({ own, note, tenant }) => {
    const [made] = await own
      .insert(notes)
      .values({ text: note.text, tenantId: note.tenantId ?? tenant })
      .returning()
    return made
  })
  app.put(
    '/notes/{id}',
    { inputs: { own, id: path(z.uuid()), note: body(NewNote) } },
    async ({ own, id, note }) => {
      const [changed] = await own.update(notes).set(note).where(eq(notes.id, id)).returning()
      if (changed === undefined) throw new HttpError(404)
      return changed
    },
  )
  app.delete('/notes', { inputs: { own } }, async ({ own }) => (await own.delete(notes).returning()).length)
  app.get('/countries', { inputs: { own } }, ({ own }) => own.select().from(countries))
  app.post('/countries', { inputs: { own } }, async ({ own }) => {
    await own.insert(countries).values({ code: 'xx' })
    return null
  })
  app.get('/above', { inputs: { above } }, ({ above }) => above.select().from(notes))
  app.get('/outside', { inputs: { database } }, async ({ database }) => {
    const { rows } = await database.execute(
      sql`select current_user as user, current_setting('app.tenant_id', true) as tenant`,
    )
    return rows[0]
  })
  return app
}

describe.each(engines)('tenants on %s', (kind, missing) => {
  describe.skipIf(missing !== undefined)('with policies', () => {
    let on: TestDatabase
    let client: TestClient
    const as = (who: string): { headers: { 'x-tenant': string } } => ({ headers: { 'x-tenant': who } })

    beforeAll(async () => {
      // One connection, so that whatever a transaction leaves on it is seen by the next.
      on = await openTestDatabase(kind, { size: 1, overflow: 0 })
      await on.run(
        'create table notes (id uuid primary key default gen_random_uuid(), tenant_id uuid not null, text text not null)',
        'create table countries (code text primary key)',
        `insert into countries values ('at')`,
        ...policyStatements(notes),
        ...tenantSetup({ role, tables: [notes], shared: [countries] }),
      )
      const definition = defineDatabase()
      const app = appOver(definition)
      app.override(definition.engine, () => on.engine)
      client = await testClient(app)
    })
    afterAll(async () => {
      await client[Symbol.asyncDispose]()
      await on.run(`drop owned by "${role}"`, `drop role "${role}"`)
      await on[Symbol.asyncDispose]()
    })
    beforeEach(async () => {
      await on.run('truncate notes')
      await on.database.insert(notes).values([
        { tenantId: ada, text: 'a1' },
        { tenantId: ada, text: 'a2' },
        { tenantId: bob, text: 'b1' },
      ])
    })

    it('shows a tenant its own rows, whatever the query says', async () => {
      const answer = await client.get('/notes', as(ada))
      expect(answer.json<{ text: string }[]>().map(({ text }) => text)).toEqual(['a1', 'a2'])
      expect((await client.get('/notes', as(bob))).json()).toMatchObject([{ text: 'b1' }])
      expect((await client.get('/notes', as('00000000-0000-4000-8000-00000000000c'))).json()).toEqual([])
      expect((await client.get('/notes')).status).toBe(401)
    })

    it('lets a tenant write its own rows, and asks for shared ones', async () => {
      expect((await client.post('/notes', { json: { text: 'a3' }, ...as(ada) })).json()).toMatchObject({
        tenantId: ada,
      })
      expect((await client.get('/notes', as(ada))).json()).toHaveLength(3)
      expect((await client.get('/countries', as(ada))).json()).toEqual([{ code: 'at' }])
      expect((await client.post('/countries', as(ada))).status).toBe(500)
    })

    it('answers 403 other-tenant to a row that is written for somebody else, and writes nothing', async () => {
      const inserted = await client.post('/notes', { json: { text: 'mine?', tenantId: bob }, ...as(ada) })
      expect([inserted.status, inserted.json()]).toMatchObject([403, { code: 'other-tenant' }])
      expect(inserted.text()).not.toMatch(/policy|notes/)
      const [own] = await on.database.select().from(notes).where(eq(notes.text, 'a1'))
      const given = await client.put(`/notes/${own?.id ?? ''}`, {
        json: { text: 'a1', tenantId: bob },
        ...as(ada),
      })
      expect(given.status).toBe(403)
      expect(await on.database.$count(notes, eq(notes.tenantId, bob))).toBe(1)
    })

    it('neither finds, changes nor deletes the rows of others', async () => {
      const [other] = await on.database.select().from(notes).where(eq(notes.tenantId, bob))
      const answer = await client.put(`/notes/${other?.id ?? ''}`, { json: { text: 'hacked' }, ...as(ada) })
      expect(answer.status).toBe(404)
      expect((await client.delete('/notes', as(ada))).json()).toBe(2)
      expect(await on.database.select().from(notes)).toEqual([other])
    })

    it('gives no rows where the tenant was forgotten', async () => {
      const rows = await on.database.transaction(async (transaction) => {
        await transaction.execute(sql`select set_config('role', ${role}, true)`)
        return transaction.select().from(notes)
      })
      expect(rows).toEqual([])
    })

    it('gives no rows on a connection that a tenant had before, where the setting is empty and not absent', async () => {
      const connection = await on.engine.connect()
      const say = async (text: string): Promise<readonly (readonly unknown[])[]> =>
        (await connection.run({ text, values: [] })).rows
      for (const text of [
        'begin',
        `select set_config('app.tenant_id', '${ada}', true)`,
        'commit',
        'begin',
        `set local role "${role}"`,
      ])
        await say(text)
      expect(await say(`select current_setting('app.tenant_id', true)`)).toEqual([['']])
      expect(await say('select * from notes')).toEqual([])
      await say('rollback')
      connection.release()
    })

    it.each(['commit', 'rollback'])(
      'leaves nothing of the tenant on the connection after a %s',
      async (end) => {
        const nobody = (await client.get('/outside')).json<{ user: string; tenant: string | null }>()
        await client.post('/notes', {
          json: { text: 'x', tenantId: end === 'commit' ? ada : bob },
          ...as(ada),
        })
        const after = (await client.get('/outside')).json<{ user: string; tenant: string | null }>()
        expect(after.user).toBe(nobody.user)
        expect(after.tenant ?? '').toBe('')
      },
    )

    it("answers 500 rather than everybody's rows where the role is above the policies", async () => {
      const answer = await client.get('/above', as(ada))
      expect(answer.status).toBe(500)
      const entered = on.database.transaction((transaction) => enterTenant(transaction, ada))
      await expect(entered).rejects.toThrow(TenantsNotIsolated)
      await expect(entered).rejects.toThrow('is a superuser or has BYPASSRLS')
    })

    it('refuses a role that there is not, and a tenant without an id', async () => {
      const enter = (id: string, as: string): Promise<void> =>
        on.database.transaction((transaction) => enterTenant(transaction, id, { role: as }))
      await expect(enter(ada, 'nobody_of_this_name')).rejects.toThrow('nobody_of_this_name')
      await expect(enter('', role)).rejects.toThrow('the id of the tenant is empty')
    })

    it('isolates in savepoints as well, and until the end of the transaction', async () => {
      await on.database.transaction(async (transaction) => {
        await enterTenant(transaction, bob, { role })
        const foreign = transaction.transaction((savepoint) =>
          savepoint.insert(notes).values({ tenantId: ada, text: 'x' }),
        )
        await expect(foreign).rejects.toThrow()
        expect(await transaction.$count(notes)).toBe(1)
      })
    })

    it('takes a hostile id and a hostile name for what they are', async () => {
      await on.database
        .transaction(async (transaction) => {
          await enterTenant(transaction, `${ada}'; reset role; --`, { role })
          await expect(transaction.select().from(notes)).rejects.toThrow()
        })
        .catch(() => undefined)
      const [created, granted] = tenantSetup({ role: `a"'; drop table notes; --`, tables: [] })
      expect(created).toContain(
        `rolname = 'a"''; drop table notes; --') then create role "a""'; drop table notes; --" `,
      )
      expect(granted).toContain(`grant "a""'; drop table notes; --" to current_user`)
    })

    it('ends with its transaction in tests that are rolled back', async () => {
      await using test = await rolledBack(on.engine)
      const { rows: before } = await test.run({ text: 'select current_user', values: [] })
      await databaseOver(test).transaction((transaction) => enterTenant(transaction, ada, { role }))
      expect((await test.run({ text: 'select current_user', values: [] })).rows).toEqual(before)
    })

    it('may be set up twice', async () => {
      await on.run(...tenantSetup({ role, tables: [notes], shared: [countries] }))
    })

    it('may be set up by an owner of the tables who may create no roles', async () => {
      const owner = `${role}_owner`
      await on.run(
        `create role "${owner}"`,
        `create schema tenant_owner authorization "${owner}"`,
        `create table tenant_owner.papers (id uuid, tenant_id uuid)`,
        `alter table tenant_owner.papers owner to "${owner}"`,
      )
      const papers = pgSchema('tenant_owner').table('papers', { id: uuid() })
      const connection = await on.engine.connect()
      for (const text of ['begin', `set local role "${owner}"`, ...tenantSetup({ role, tables: [papers] })])
        await connection.run({ text, values: [] })
      const { rows } = await connection.run({
        text: `select relforcerowsecurity from pg_class where oid = 'tenant_owner.papers'::regclass`,
        values: [],
      })
      expect(rows).toEqual([[true]])
      for (const text of ['rollback', `drop owned by "${owner}"`, `drop role "${owner}"`])
        await connection.run({ text, values: [] })
      connection.release()
    })

    describe('tenantCheck()', () => {
      async function probed(options: TenantCheckOptions): Promise<void> {
        const definition = defineDatabase()
        const { probe } = tenantCheck(definition, options)
        const app = new App({ title: 'Check', version: '1.0.0' })
        app.override(definition.engine, () => on.engine)
        let run: (signal: AbortSignal) => Promise<void> = async () => undefined
        app.get('/', { inputs: { probe } }, ({ probe }) => {
          run = probe
          return null
        })
        await using client = await testClient(app)
        await client.get('/')
        return run(new AbortController().signal)
      }

      it('says nothing where tenants are isolated', async () => {
        await expect(probed({ role, tables: [notes] })).resolves.toBeUndefined()
      })

      it('names the role that is above the policies, or is not there', async () => {
        await expect(probed({ tables: [notes] })).rejects.toThrow('is a superuser or has BYPASSRLS')
        await expect(probed({ role: 'nobody_of_this_name', tables: [notes] })).rejects.toThrow(
          'there is no role',
        )
      })

      it('names each table that is not bound, and why', async () => {
        const plain = (name: string): PgTable => pgTable(name, { id: bigint({ mode: 'number' }) })
        await on.run(
          'create table no_rls (id bigint)',
          'create table no_policy (id bigint)',
          'alter table no_policy enable row level security',
          'create table of_owner (id bigint)',
          'alter table of_owner enable row level security',
          `alter table of_owner owner to "${role}"`,
        )
        const tables = ['no_rls', 'no_policy', 'of_owner', 'no_table'].map(plain)
        const checked = probed({ role, tables: [notes, ...tables] })
        await expect(checked).rejects.toThrow(
          'Tenants are not isolated: "public"."no_rls" has no row level security; "public"."no_policy" has no policy; ' +
            '"public"."of_owner" has row level security that does not bind its owner; "public"."no_table" is not there. To fix it, run',
        )
        await on.run('drop table of_owner')
      })
    })
  })
})
