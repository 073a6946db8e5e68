import { type DefinedError, defineError } from 'vivace'

/**
 * Redis cannot be reached, or has not answered in time; what was sent may have been done all the same. The `cause` says
 * which, for the log.
 *
 *     try {
 *       return await redis.run((commands) => commands.get(key))
 *     } catch (error) {
 *       if (error instanceof RedisUnavailable) return undefined
 *       throw error
 *     }
 *
 * Where nobody catches it, it is answered: 503, which does not say what is missing. `errors: [RedisUnavailable]`
 * documents that.
 */
export const RedisUnavailable: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 503,
  code: 'store-unavailable',
  title: 'A part of this service is not available now',
  headers: { 'retry-after': '2' },
})
