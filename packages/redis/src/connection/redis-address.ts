import { DefinitionError } from 'vivace'

/**
 * The address of the Redis that the environment names, and `undefined` where REDIS_URL is absent or empty.
 *
 *     const url = redisUrl()    // 'redis://127.0.0.1:6379'
 */
export function redisUrl(): string | undefined {
  const url = process.env['REDIS_URL']
  return url === '' ? undefined : url
}

/** Throws `DefinitionError` REDIS_INVALID for what is no address of a Redis; it does not repeat it. */
export function checkAddress(url: string, where: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isRedis = parsed !== undefined && ['redis:', 'rediss:'].includes(parsed.protocol)
  // ioredis takes what follows the slash as it is, and Redis is asked for a database of that name.
  if (isRedis && /^\/?\d*$/.test(parsed.pathname)) return
  throw new DefinitionError({
    code: 'REDIS_INVALID',
    where,
    // Without the text itself: it may have a password.
    cause: isRedis
      ? 'the address of Redis names a database that is no number'
      : 'the address of Redis is no URL that begins with redis:// or rediss://',
    remedy: "write it as in 'redis://127.0.0.1:6379', or 'rediss://…' with TLS",
  })
}

const refusals = ['WRONGPASS', 'NOAUTH', 'NOPERM', 'ERR invalid password', 'ERR DB index', 'ERR invalid DB']

/** Why Redis lets nobody in with this address, if that is the reason of an error: waiting does not help. */
export function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return refusals.some((refusal) => error.message.startsWith(refusal)) ? error.message : undefined
}

/** The error of an app that Redis lets not in. What Redis says names no password. */
export function refused(refusal: string, where: string): DefinitionError {
  return new DefinitionError({
    code: 'REDIS_INVALID',
    where,
    cause: `Redis refuses the connection: ${refusal}`,
    remedy: 'correct the user, password and database of REDIS_URL',
  })
}
