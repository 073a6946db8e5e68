import { createHash } from 'node:crypto'
import type { RedisCommands } from './redis-commands.ts'

/** What one run of a script gets: `KEYS` and `ARGV` of Lua. */
export interface RedisScriptRun {
  /** Every key that the script touches: Redis wants to know them beforehand. */
  readonly keys: readonly string[]
  /** Whatever else it needs; numbers arrive as text. */
  readonly args?: readonly (string | number)[]
}

/** A script that Redis runs as one step. */
export interface RedisScript<Reply> {
  /** Rejects as the connection does, and with what `reply` throws. */
  run(redis: RedisCommands, run: RedisScriptRun): Promise<Reply>
}

/**
 * A Lua script that Redis runs as one step: nobody else's command comes in between.
 *
 *     const take = redisScript(
 *       `local left = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
 *        if left == 0 then return -1 end
 *        redis.call('SET', KEYS[1], left - 1)
 *        return left - 1`,
 *       (reply) => Number(reply),
 *     )
 *     const left = await take.run(redis, { keys: [`stock:${id}`], args: [100] })    // a number
 *
 * It is sent by its digest (EVALSHA), and whole (EVAL) to a Redis that does not have it: the first time, and after a
 * restart. `reply` makes a value of what Lua returns: whole numbers, text, `null` for nil and false, arrays of them.
 * Fractions have to be returned as text, for Redis cuts them.
 */
export function redisScript<Reply = unknown>(
  text: string,
  // Without a reader the reply is `unknown`.
  reply: (reply: unknown) => Reply = (reply) => reply as Reply,
): RedisScript<Reply> {
  const digest = createHash('sha1').update(text).digest('hex')
  return {
    async run(redis, { keys, args = [] }) {
      return reply(await send(redis, [keys.length, ...keys, ...args]))
    },
  }

  async function send(redis: RedisCommands, run: [number, ...(string | number)[]]): Promise<unknown> {
    try {
      return await redis.evalsha(digest, ...run)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return redis.eval(text, ...run)
    }
  }
}
