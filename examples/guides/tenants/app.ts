import {
  databaseCheck,
  defineDatabase,
  enterTenant,
  oneRow,
  tenantCheck,
  tenantTransaction,
  UniqueViolation,
} from '@vivace/data'
import { healthRouter } from '@vivace/telemetry'
import { eq } from 'drizzle-orm'
import { App, bearer, body, dependency, InvalidToken, path, reply } from 'vivace'
import * as z from 'zod'
import * as schema from './tables.ts'

export const data = defineDatabase({ schema, migrations: new URL('./migrations/', import.meta.url) })
const { database, transaction } = data
const { members, notes } = schema

const NewNote = z.object({ title: z.string() })
const Note = NewNote.extend({ id: z.uuid() })

export const app = new App({ title: 'Notes', version: '1.0.0' })

// #region tenant
const currentSchool = dependency(
  { token: bearer(), database },
  async ({ token, database }) => {
    const [member] = await database.select().from(members).where(eq(members.token, token))
    if (member === undefined) throw new InvalidToken()
    return member.schoolId
  },
  { errors: [InvalidToken] },
)

export const ofSchool = tenantTransaction({ transaction, tenant: currentSchool, role: 'school_app' })
// #endregion

// #region routes
app.get('/notes', { inputs: { tx: ofSchool }, returns: z.array(Note) }, ({ tx }) =>
  tx.select().from(notes).orderBy(notes.title),
)

app.post(
  '/notes',
  {
    inputs: { tx: ofSchool, schoolId: currentSchool, note: body(NewNote) },
    returns: { 201: Note },
    errors: [UniqueViolation],
  },
  async ({ tx, schoolId, note }) =>
    reply(
      201,
      await oneRow(
        tx
          .insert(notes)
          .values({ ...note, schoolId })
          .returning(),
      ),
    ),
)

app.delete(
  '/notes/{id}',
  { inputs: { tx: ofSchool, id: path(z.uuid()) }, returns: { 204: null, 404: z.null() } },
  async ({ tx, id }) => {
    const gone = await tx.delete(notes).where(eq(notes.id, id)).returning()
    return gone.length === 0 ? reply(404, null) : reply(204)
  },
)
// #endregion

// #region ready
const isolated = tenantCheck(data, { role: 'school_app', tables: [notes] })
app.include(healthRouter({ checks: { database: databaseCheck(data), tenants: isolated } }))
// #endregion

// #region task
/** How many notes a school has, outside of a request. */
export const countNotes = dependency(
  { database },
  ({ database }) =>
    (schoolId: string): Promise<number> =>
      database.transaction(async (transaction) => {
        await enterTenant(transaction, schoolId, { role: 'school_app' })
        return transaction.$count(notes)
      }),
)
// #endregion

app.get('/count/{school}', { inputs: { countNotes, school: path(z.uuid()) } }, ({ countNotes, school }) =>
  countNotes(school),
)
