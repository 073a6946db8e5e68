import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { TableOf } from './table-types.ts'

/** A row of `auth_sessions`. */
export interface SessionRow {
  readonly id: string
  readonly userId: string
  readonly clientId: string
  readonly sessionVersion: number
  readonly scopes: string[] | null
  readonly device: string | null
  readonly ip: string | null
  readonly seed: string
  readonly generation: number
  readonly tokenHash: string
  readonly previousHash: string | null
  readonly createdAt: Date
  readonly refreshedAt: Date
  readonly idleUntil: Date
  readonly endsAt: Date
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

/** A row of `auth_one_time_tokens`. */
export interface OneTimeTokenRow {
  readonly purpose: string
  readonly userId: string
  readonly tokenHash: string
  readonly sentTo: string
  readonly expiresAt: Date
}

/** A row of `auth_api_keys`. */
export interface ApiKeyRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly selector: string
  readonly verifierHash: string
  readonly scopes: string[]
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** A row of `auth_lockouts`; times are milliseconds since 1970, because the database counts with them. */
export interface LockoutRow {
  readonly key: string
  readonly attempts: number
  readonly waitUntil: number
  readonly forgottenAt: number
}

/** The tables of this package. */
export interface AuthTables {
  readonly authSessions: TableOf<'auth_sessions', SessionRow>
  readonly authOneTimeTokens: TableOf<'auth_one_time_tokens', OneTimeTokenRow>
  readonly authApiKeys: TableOf<'auth_api_keys', ApiKeyRow>
  readonly authLockouts: TableOf<'auth_lockouts', LockoutRow>
}

const precise = { withTimezone: true, precision: 3 } as const

const sessions = pgTable(
  'auth_sessions',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    clientId: text('client_id').notNull(),
    sessionVersion: integer('session_version').notNull(),
    scopes: text('scopes').array(),
    device: text('device'),
    ip: text('ip'),
    seed: text('seed').notNull(),
    generation: integer('generation').notNull(),
    tokenHash: text('token_hash').notNull(),
    previousHash: text('previous_hash'),
    createdAt: timestamp('created_at', precise).notNull(),
    refreshedAt: timestamp('refreshed_at', precise).notNull(),
    idleUntil: timestamp('idle_until', precise).notNull(),
    endsAt: timestamp('ends_at', precise).notNull(),
    endedAt: timestamp('ended_at', precise),
    endedBy: text('ended_by'),
  },
  (table) => [
    index('auth_sessions_user_id').on(table.userId),
    index('auth_sessions_ends_at').on(table.endsAt),
  ],
)

const oneTimeTokens = pgTable(
  'auth_one_time_tokens',
  {
    purpose: text('purpose').notNull(),
    userId: text('user_id').notNull(),
    tokenHash: text('token_hash').notNull().unique('auth_one_time_tokens_token_hash'),
    sentTo: text('sent_to').notNull(),
    expiresAt: timestamp('expires_at', precise).notNull(),
  },
  (table) => [primaryKey({ name: 'auth_one_time_tokens_pkey', columns: [table.purpose, table.userId] })],
)

const apiKeys = pgTable(
  'auth_api_keys',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    selector: text('selector').notNull().unique('auth_api_keys_selector'),
    verifierHash: text('verifier_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    createdAt: timestamp('created_at', precise).notNull(),
    expiresAt: timestamp('expires_at', precise),
    lastUsedAt: timestamp('last_used_at', precise),
    revokedAt: timestamp('revoked_at', precise),
  },
  (table) => [index('auth_api_keys_user_id').on(table.userId)],
)

const lockouts = pgTable('auth_lockouts', {
  key: text('key').primaryKey(),
  attempts: integer('attempts').notNull(),
  waitUntil: bigint('wait_until', { mode: 'number' }).notNull(),
  forgottenAt: bigint('forgotten_at', { mode: 'number' }).notNull(),
})

/**
 * The tables that this package keeps sessions, tokens, API keys and counts of attempts in. They stand beside those of the
 * application, so that its migrations make them:
 *
 *     // tables.ts
 *     export const { authSessions, authOneTimeTokens, authApiKeys, authLockouts } = authTables
 *     export const users = pgTable('users', { ...userColumns(), name: text() })
 */
// These are the tables with the rows above; what Drizzle infers of them is too long to be declared.
export const authTables: AuthTables = {
  authSessions: sessions as unknown as AuthTables['authSessions'],
  authOneTimeTokens: oneTimeTokens as unknown as AuthTables['authOneTimeTokens'],
  authApiKeys: apiKeys as unknown as AuthTables['authApiKeys'],
  authLockouts: lockouts as unknown as AuthTables['authLockouts'],
}
