import { authTables, userColumns } from '@vivace/auth/drizzle'
import { pgTable, text } from 'drizzle-orm/pg-core'

export const users = pgTable('users', { ...userColumns(), name: text().notNull() })

export const { authSessions, authOneTimeTokens, authApiKeys, authLockouts } = authTables
