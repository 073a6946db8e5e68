// #region tables
import { tenantPolicy } from '@vivace/data'
import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'

export const members = pgTable('members', {
  token: text().primaryKey(),
  schoolId: uuid('school_id').notNull(),
})

export const notes = pgTable(
  'notes',
  {
    id: uuid().primaryKey().defaultRandom(),
    schoolId: uuid('school_id').notNull(),
    title: text().notNull(),
  },
  (note) => [tenantPolicy(note.schoolId), unique('notes_title').on(note.schoolId, note.title)],
)
// #endregion
