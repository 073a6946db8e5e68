import type { Redis } from 'ioredis'
import type { RedisCommands } from '../scripts/redis-commands.ts'
import type { RedisListener, RedisSubscription } from '../subscriptions/redis-listener.ts'

/** A client of ioredis: every command of Redis is a method of it. */
export type RedisClient = Redis

/** What secures a connection beyond `rediss://`: texts in PEM. */
export interface RedisTls {
  /** The authorities that are trusted, one after the other, instead of those of Node.js. */
  readonly ca?: string
  /** The certificate that this side shows, with its key. */
  readonly cert?: string
  readonly key?: string
  /** The name that the certificate of Redis is checked for; the host of the address if absent. */
  readonly servername?: string
}

/**
 * A connection to Redis that nobody waits for: while Redis is out of reach everything rejects at once, and when it is
 * back everything works again by itself.
 */
export interface RedisConnection extends RedisCommands {
  /** Whether commands are sent at present. */
  readonly isUp: boolean
  /**
   * What a command answers.
   *
   *     const name = await redis.run((commands) => commands.hget(`user:${id}`, 'name'))
   *
   * `commands` is a client of ioredis. Rejects with `RedisUnavailable` where Redis cannot be reached or takes longer
   * than the command time-out, with `ReplyError` for what Redis refuses, and with what the function itself throws.
   * Commands that block (BLPOP, XREAD BLOCK) keep everybody else waiting, and are cut by the time-out.
   */
  run<Reply>(command: (commands: RedisClient) => Promise<Reply>): Promise<Reply>
  /** Resolves if Redis answers, and rejects with `RedisUnavailable` if not. */
  ping(): Promise<void>
  /**
   * Hears what is published in a channel. All subscriptions share one connection, which is opened by the first. When
   * Redis cannot be reached the subscription begins as soon as it can; `joined` and `lost` of the listener say when it
   * hears.
   */
  subscribe(channel: string, listener: RedisListener): Promise<RedisSubscription>
  /** Sends nothing until Redis has answered, and `recover` has succeeded: something is left to be made good. */
  suspend(): void
  /** Ends all connections. What comes after rejects with `RedisUnavailable`. */
  close(): void
}
