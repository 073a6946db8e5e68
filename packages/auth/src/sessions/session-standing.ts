import type { Clock } from 'vivace'
import type { SessionRecord, SessionStore } from '../ports/index.ts'

/** How long it may take until a session that was ended by another process is refused here, in milliseconds. */
const freshFor = 1_000

/** An entry takes some 500 bytes. */
const maxEntries = 10_000

interface Standing {
  readonly found: Promise<SessionRecord | undefined>
  readonly readAt: number
}

/**
 * Sessions as they stood less than a second ago, so that an access token costs no query each time. What this process ends
 * is refused here at once, what another one ends within a second.
 */
export class SessionStandings {
  readonly #store: SessionStore
  readonly #clock: Clock
  readonly #standings = new Map<string, Standing>()

  constructor(store: SessionStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** The session, read at most a second ago; whoever asks while it is being read gets the same answer. */
  async find(id: string): Promise<SessionRecord | undefined> {
    const now = this.#clock.monotonic()
    const kept = this.#standings.get(id)
    if (kept !== undefined && now - kept.readAt < freshFor) return await kept.found
    const standing = { found: this.#store.find(id), readAt: now }
    this.#keep(id, standing)
    try {
      return await standing.found
    } catch (error) {
      if (this.#standings.get(id) === standing) this.#standings.delete(id)
      throw error
    }
  }

  /** Forgets what is known of these sessions. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#standings.delete(id)
  }

  #keep(id: string, standing: Standing): void {
    // In the order of their reading, so that the first is the oldest.
    this.#standings.delete(id)
    this.#standings.set(id, standing)
    if (this.#standings.size <= maxEntries) return
    const oldest = this.#standings.keys().next()
    if (oldest.done !== true) this.#standings.delete(oldest.value)
  }
}
