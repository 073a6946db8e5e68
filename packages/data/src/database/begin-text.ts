import type { PgTransactionConfig } from 'drizzle-orm/pg-core'

/**
 * The statement that begins a transaction.
 *
 *     beginText({ isolationLevel: 'serializable', accessMode: 'read only' })
 *     // 'begin isolation level serializable read only'
 *
 * @see https://www.postgresql.org/docs/current/sql-begin.html
 */
export function beginText({ isolationLevel, accessMode, deferrable }: PgTransactionConfig = {}): string {
  const words = ['begin']
  if (isolationLevel !== undefined) words.push(`isolation level ${isolationLevel}`)
  if (accessMode !== undefined) words.push(accessMode)
  if (deferrable !== undefined) words.push(deferrable ? 'deferrable' : 'not deferrable')
  return words.join(' ')
}
