import type { Clock } from 'vivace'
import type { Run } from '../../models/run.ts'
import type { RunEvent } from '../../models/run-event.ts'
import {
  isListed,
  keptEvents,
  positionText,
  type RunCommand,
  type RunListing,
  type RunRecord,
  type RunStore,
} from './run-store.ts'

/** How much is kept, and how long. */
export interface MemoryRunStoreOptions {
  readonly clock: Clock
  /** Milliseconds. */
  readonly ttl: number
  /** How many runs are kept; of more, those that were not changed for longest are dropped. 1,000 if absent. */
  readonly runs?: number
}

interface Kept {
  record: RunRecord | undefined
  events: RunEvent[]
  expires: number
}

/** Runs in the memory of one process. */
export class MemoryRunStore implements RunStore {
  readonly #clock: Clock
  readonly #ttl: number
  readonly #most: number
  /** Those that were changed last are last. */
  readonly #kept = new Map<string, Kept>()
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor({ clock, ttl, runs = 1_000 }: MemoryRunStoreOptions) {
    this.#clock = clock
    this.#ttl = ttl
    this.#most = runs
  }

  async save(record: RunRecord, event?: RunEvent): Promise<void> {
    const id = record.run.workflow_id
    const kept = this.#touch(id)
    kept.record = record
    if (event === undefined) return
    kept.events.push(event)
    if (kept.events.length > keptEvents) kept.events.shift()
    for (const changed of this.#listeners.get(id) ?? []) changed()
  }

  async read(id: string): Promise<RunRecord | undefined> {
    this.#sweep()
    return this.#kept.get(id)?.record
  }

  async list(listing: RunListing): Promise<readonly Run[]> {
    this.#sweep()
    const after = listing.after === undefined ? undefined : positionText(listing.after)
    return [...this.#kept.values()]
      .flatMap(({ record }) => (record?.owner === listing.owner ? [record.run] : []))
      .filter((run) => isListed(run, listing) && (after === undefined || positionText(run) < after))
      .sort((one, other) => (positionText(one) < positionText(other) ? 1 : -1))
      .slice(0, listing.limit)
  }

  async events(id: string, after: number): Promise<readonly RunEvent[]> {
    this.#sweep()
    return this.#kept.get(id)?.events.filter(({ seq }) => seq > after) ?? []
  }

  async listen(id: string, changed: () => void): Promise<() => void> {
    const listeners = this.#listeners.get(id) ?? new Set()
    this.#listeners.set(id, listeners.add(changed))
    return () => {
      listeners.delete(changed)
      if (listeners.size === 0) this.#listeners.delete(id)
    }
  }

  // There is no other process that could hear or tell.
  async tell(_id: string, _command: RunCommand): Promise<void> {}

  async hear(_told: (id: string, command: RunCommand) => void): Promise<() => void> {
    return () => {}
  }

  #touch(id: string): Kept {
    const kept = this.#kept.get(id) ?? { record: undefined, events: [], expires: 0 }
    kept.expires = this.#clock.monotonic() + this.#ttl
    this.#kept.delete(id)
    this.#kept.set(id, kept)
    this.#sweep()
    return kept
  }

  #sweep(): void {
    const now = this.#clock.monotonic()
    for (const [id, { expires }] of this.#kept) {
      if (expires > now && this.#kept.size <= this.#most) return
      this.#kept.delete(id)
    }
  }
}
