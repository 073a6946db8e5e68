import { createHash } from 'node:crypto'

/** The two commands of Redis that are needed, as `ioredis` has them. */
export interface RedisCommands {
  evalsha(sha: string, keys: number, ...args: (string | number)[]): Promise<unknown>
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>
}

/** Runs a script on the server, which is sent once and then named by its hash; again after a restart of the server. */
export function scriptRunner(
  script: string,
): (redis: RedisCommands, keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown> {
  const sha = createHash('sha1').update(script).digest('hex')
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return redis.eval(script, keys.length, ...keys, ...args)
    }
  }
}
