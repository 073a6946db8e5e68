/** The two commands of Redis that scripts need. A `RedisConnection` has them, and so has a client of `ioredis`. */
export interface RedisCommands {
  evalsha(sha: string, keys: number, ...args: (string | number)[]): Promise<unknown>
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>
}
