import { type DefinedError, HttpError } from 'vivace'
import {
  CheckViolation,
  DatabaseUnavailable,
  ForeignKeyViolation,
  StatementTimeout,
  TransactionConflict,
  UniqueViolation,
  ValueRefused,
} from './database-errors.ts'
import { violatedColumns } from './violated-columns.ts'
import type { ViolatedFields } from './fields-schema.ts'
import { isLostConnection } from './lost-connection.ts'
import { QueryError, sqlStateOf } from './query-error.ts'

/** What a failed statement was, and how its fields are called. */
export interface FailedStatement {
  readonly text: string
  /** The name that the app gives to a column of a table. */
  readonly fieldName?: ((table: string, column: string) => string) | undefined
}

const violations: ReadonlyMap<string, DefinedError<ViolatedFields>> = new Map([
  ['23505', UniqueViolation],
  ['23P01', UniqueViolation],
  ['23503', ForeignKeyViolation],
  ['23001', ForeignKeyViolation],
])

const refusals: ReadonlyMap<string, DefinedError<Readonly<Record<string, unknown>>>> = new Map([
  ['23514', CheckViolation],
  ['22001', ValueRefused],
  ['22003', ValueRefused],
  ['22007', ValueRefused],
  ['22008', ValueRefused],
  ['22021', ValueRefused],
  ['22P02', ValueRefused],
  ['22P05', ValueRefused],
  ['40001', TransactionConflict],
  ['40P01', TransactionConflict],
  ['55P03', TransactionConflict],
  ['57014', StatementTimeout],
])

/**
 * The error that a handler sees of a statement that failed: one of ours with a status, whose `cause` is the database's own,
 * or a `QueryError`. What is no error of the database stays as it is. docs/decisions/0100-errors-of-the-database-are-answers.md has the table.
 *
 *     throw answeredError(error, { text: 'insert into users …' })    // UniqueViolation
 */
export function answeredError(error: unknown, failed: FailedStatement): unknown {
  if (error instanceof HttpError) return error
  if (isLostConnection(error)) return new DatabaseUnavailable({ cause: error })
  const state = sqlStateOf(error)
  // Not of the database: a value that cannot be sent, or a mistake in the use of this package.
  if (state === undefined) return error
  const Violation = violations.get(state)
  if (Violation !== undefined)
    return new Violation({ cause: error, extensions: { fields: fieldsOf(error, failed) } })
  const Refusal = refusals.get(state)
  return Refusal === undefined ? new QueryError(failed.text, error) : new Refusal({ cause: error })
}

function fieldsOf(error: unknown, { fieldName }: FailedStatement): string[] {
  const { table, columns } = violatedColumns(error)
  if (fieldName === undefined || table === undefined) return columns
  return columns.map((column) => fieldName(table, column))
}
