/**
 * A key or a value is not what its namespace declares. It is a mistake of the app, and so a 500: the message is for the
 * log.
 *
 *     if (error instanceof CacheError) log.error(error.message)
 */
export class CacheError extends Error {
  override readonly name = 'CacheError'
}
