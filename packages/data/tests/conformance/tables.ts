import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
  integer,
  interval,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/** Drizzle 0.45 has no column for it. */
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

export const mood = pgEnum('mood', ['calm', 'wild'])

/** One column of each type that apps use. */
export const samples = pgTable('samples', {
  id: uuid().primaryKey().defaultRandom(),
  mood: mood().notNull(),
  whole: integer(),
  long: bigint({ mode: 'bigint' }),
  price: numeric({ precision: 12, scale: 2 }),
  ratio: doublePrecision(),
  isOn: boolean('is_on'),
  words: text().array(),
  prices: numeric().array(),
  settings: jsonb().$type<{ readonly a: readonly number[] }>(),
  at: timestamp({ withTimezone: true, precision: 6 }),
  atText: timestamp('at_text', { withTimezone: true, precision: 6, mode: 'string' }),
  local: timestamp(),
  day: date(),
  length: interval(),
  content: bytea(),
})

export const people = pgTable(
  'people',
  {
    id: integer().primaryKey(),
    eMail: text('e_mail').notNull(),
    tenant: integer().notNull().default(1),
    credit: integer().notNull().default(0),
  },
  (table) => [
    uniqueIndex('people_e_mail').on(table.tenant, sql`lower(${table.eMail})`),
    check('people_credit', sql`${table.credit} >= 0`),
  ],
)

export const pets = pgTable('pets', {
  id: integer().primaryKey(),
  ownerId: integer('owner_id').references(() => people.id),
})

/** The statements that make them. */
export const makeTables: readonly string[] = [
  `create type mood as enum ('calm', 'wild')`,
  `create table samples (id uuid primary key default gen_random_uuid(), mood mood not null, whole integer, long bigint,
     price numeric(12, 2), ratio double precision, is_on boolean, words text[], prices numeric[], settings jsonb,
     at timestamptz(6), at_text timestamptz(6), local timestamp, day date, length interval, content bytea)`,
  `create table people (id integer primary key, e_mail text not null, tenant integer not null default 1,
     credit integer not null default 0 constraint people_credit check (credit >= 0))`,
  `create unique index people_e_mail on people (tenant, lower(e_mail))`,
  `create table pets (id integer primary key, owner_id integer references people)`,
]
