import { ValidationError } from 'vivace'

/** 422: the cursor was made by another list, with another order, or by nobody. */
export function notOurs(): ValidationError {
  return new ValidationError([
    { in: 'query', path: ['cursor'], message: 'Not a cursor of this list', code: 'invalid' },
  ])
}

/**
 * Whether the database could not read a text as the type of its column: SQLSTATE class 22, "data exception". The
 * conditions of a list are checked before, so it was a text of the cursor.
 */
export function refusesText(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^22[0-9A-Z]{3}$/.test(cause.code)) return true
  }
  return false
}
