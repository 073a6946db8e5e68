import { type DefinedError, defineError } from 'vivace'
import { type ViolatedFields, violatedFields } from './fields-schema.ts'

/** An error that has no members of its own. */
type PlainError = DefinedError<Readonly<Record<string, unknown>>>

/**
 * What was to be written exists already: SQLSTATE 23505, or 23P01 of an exclusion constraint. `fields` has the columns,
 * never their values.
 *
 *     app.post('/users', { inputs: { transaction, user: body(NewUser) }, errors: [UniqueViolation] }, …)
 *     // 409 { "code": "unique-violation", "fields": ["email"], … }
 */
export const UniqueViolation: DefinedError<ViolatedFields> = defineError({
  status: 409,
  code: 'unique-violation',
  title: 'This exists already',
  members: violatedFields,
})

/**
 * What was to be written refers to something that does not exist, or what was to be deleted is referred to: SQLSTATE 23503
 * and 23001.
 *
 *     // 409 { "code": "foreign-key-violation", "fields": ["userId"], … }
 */
export const ForeignKeyViolation: DefinedError<ViolatedFields> = defineError({
  status: 409,
  code: 'foreign-key-violation',
  title: 'This refers to something that does not exist, or is referred to',
  members: violatedFields,
})

/**
 * A value breaks a rule of the table, a CHECK: SQLSTATE 23514.
 *
 *     errors: [CheckViolation]    // 422
 */
export const CheckViolation: PlainError = defineError({
  status: 422,
  code: 'check-violation',
  title: 'A value breaks a rule of the stored data',
})

/**
 * A value has no place in its column: too long, out of range, not the text of its type, or with a NUL character. The
 * SQLSTATEs 22001, 22003, 22007, 22008, 22021, 22P02 and 22P05.
 *
 *     errors: [ValueRefused]    // 422
 */
export const ValueRefused: PlainError = defineError({
  status: 422,
  code: 'value-refused',
  title: 'A value cannot be stored or looked for',
})

/**
 * Two transactions were in each other's way, and this one was rolled back; the same request may well succeed now. The
 * SQLSTATEs 40001 (serialization failure), 40P01 (deadlock) and 55P03 (a lock was not to be had).
 *
 *     errors: [TransactionConflict]    // 503 with Retry-After: 1
 */
export const TransactionConflict: PlainError = defineError({
  status: 503,
  code: 'transaction-conflict',
  title: 'Somebody else changed the same data at the same time',
  description: 'Nothing was changed: try again after the seconds in Retry-After.',
  headers: { 'retry-after': '1' },
})

/**
 * The database ended a statement that took longer than `statementTimeout`: SQLSTATE 57014.
 *
 *     errors: [StatementTimeout]    // 504
 */
export const StatementTimeout: PlainError = defineError({
  status: 504,
  code: 'statement-timeout',
  title: 'The answer took too long to find',
})

/**
 * The database cannot be reached, or the connection was lost. The `cause` says which, for the log.
 *
 *     errors: [DatabaseUnavailable]    // 503 with Retry-After: 2
 */
export const DatabaseUnavailable: PlainError = defineError({
  status: 503,
  code: 'store-unavailable',
  title: 'A part of this service is not available now',
  headers: { 'retry-after': '2' },
})

/**
 * All connections were busy for as long as a request waits for one, `pool.acquireTimeout`. Nothing was done.
 *
 *     errors: [DatabaseBusy]    // 503 with Retry-After: 1
 */
export const DatabaseBusy: PlainError = defineError({
  status: 503,
  code: 'store-busy',
  title: 'This service has too much to do now',
  description: 'Nothing was done: try again after the seconds in Retry-After.',
  headers: { 'retry-after': '1' },
})

/**
 * The connection was lost while a transaction was being committed: nobody knows whether what it wrote is there.
 *
 *     errors: [CommitUnknown]    // 503 with Retry-After: 2
 */
export const CommitUnknown: PlainError = defineError({
  status: 503,
  code: 'commit-unknown',
  title: 'It is not known whether this was done',
  description: 'Look whether it was done before trying again.',
  headers: { 'retry-after': '2' },
})
