import { authTables, userColumns } from '@vivace/auth/drizzle'
import { pgTable, text } from 'drizzle-orm/pg-core'

export const { authSessions, authOneTimeTokens, authApiKeys, authLockouts } = authTables

export const users = pgTable('users', { ...userColumns(), name: text('name') })
