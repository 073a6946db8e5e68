import type { RedisConnection, RedisSubscription } from '@vivace/redis'
import { Run } from '../../models/run.ts'
import { RunEvent } from '../../models/run-event.ts'
import {
  isListed,
  keptEvents,
  positionText,
  type RunCommand,
  type RunListing,
  type RunRecord,
  type RunStore,
} from './run-store.ts'

/** How long runs are kept. */
export interface RedisRunStoreOptions {
  readonly redis: RedisConnection
  /** Milliseconds. */
  readonly ttl: number
  /** What all names in Redis begin with; `workflows` if absent. */
  readonly prefix?: string
}

/** How many runs are looked at in one go for a page. */
const batch = 100

/** Runs in Redis, for all processes that share it. Rejects with `RedisUnavailable` while that is gone. */
export class RedisRunStore implements RunStore {
  readonly #redis: RedisConnection
  readonly #ttl: number
  readonly #prefix: string

  constructor({ redis, ttl, prefix = 'workflows' }: RedisRunStoreOptions) {
    this.#redis = redis
    this.#ttl = ttl
    this.#prefix = prefix
  }

  async save(record: RunRecord, event?: RunEvent): Promise<void> {
    const { owner, run } = record
    const index = this.#key('index', owner)
    // A run may have been changed long after it was created.
    const oldest = new Date(Date.parse(run.created_at) - 2 * this.#ttl).toISOString()
    const events = this.#key('events', run.workflow_id)
    await this.#redis.run((commands) => {
      const kept = commands
        .multi()
        .set(this.#key('run', run.workflow_id), JSON.stringify(record), 'PX', this.#ttl)
        .zadd(index, 0, positionText(run))
        .zremrangebylex(index, '-', `(${oldest}`)
        .pexpire(index, this.#ttl)
      if (event === undefined) return kept.exec()
      return kept
        .rpush(events, JSON.stringify(event))
        .ltrim(events, -keptEvents, -1)
        .pexpire(events, this.#ttl)
        .publish(this.#key('changed', run.workflow_id), String(event.seq))
        .exec()
    })
  }

  async read(id: string): Promise<RunRecord | undefined> {
    return recordOf(await this.#redis.run((commands) => commands.get(this.#key('run', id))))
  }

  async list(listing: RunListing): Promise<readonly Run[]> {
    const index = this.#key('index', listing.owner)
    const found: Run[] = []
    let before = listing.after === undefined ? '+' : `(${positionText(listing.after)}`
    for (;;) {
      const from = before
      const members = await this.#redis.run((commands) =>
        commands.zrevrangebylex(index, from, '-', 'LIMIT', 0, batch),
      )
      const keys = members.map((member) => this.#key('run', member.slice(member.indexOf('/') + 1)))
      const texts = keys.length === 0 ? [] : await this.#redis.run((commands) => commands.mget(keys))
      const runs = texts.flatMap((text) => recordOf(text)?.run ?? [])
      found.push(...runs.filter((run) => isListed(run, listing)))
      const last = members.at(-1)
      if (found.length >= listing.limit || members.length < batch || last === undefined)
        return found.slice(0, listing.limit)
      before = `(${last}`
    }
  }

  async events(id: string, after: number): Promise<readonly RunEvent[]> {
    const texts = await this.#redis.run((commands) => commands.lrange(this.#key('events', id), 0, -1))
    return texts.map((text) => RunEvent.parse(JSON.parse(text))).filter(({ seq }) => seq > after)
  }

  async listen(id: string, changed: () => void): Promise<() => void> {
    // What was published while nothing was heard is looked for when something is heard again.
    const listener = { message: changed, joined: changed }
    return closing(await this.#redis.subscribe(this.#key('changed', id), listener))
  }

  async tell(id: string, command: RunCommand): Promise<void> {
    const message = JSON.stringify({ id, command })
    await this.#redis.run((commands) => commands.publish(this.#key('commands', 'all'), message))
  }

  async hear(told: (id: string, command: RunCommand) => void): Promise<() => void> {
    const message = (text: string): void => {
      // Only `tell` publishes there.
      const { id, command } = JSON.parse(text) as { id: string; command: RunCommand }
      told(id, command)
    }
    return closing(await this.#redis.subscribe(this.#key('commands', 'all'), { message }))
  }

  #key(kind: string, name: string): string {
    return `${this.#prefix}:${kind}:${name}`
  }
}

const closing =
  (subscription: RedisSubscription): (() => void) =>
  () =>
    subscription.close()

/** What another version of this program has kept is nothing, if it fits no more. */
function recordOf(text: string | null): RunRecord | undefined {
  if (text === null) return undefined
  // Only `save` writes there.
  const { owner, run, aliveUntil } = JSON.parse(text) as RunRecord
  const read = Run.safeParse(run)
  return read.success ? { owner, run: read.data, aliveUntil } : undefined
}
