import type { Clock, Logger } from 'vivace'

/** A request that somebody was let in with, while it lasts. */
export interface LiveRequest {
  /** Whether they would still be let in. */
  readonly isGood: () => Promise<boolean>
  /** Ends it. */
  readonly end: () => void
  readonly log: Logger
}

/** How often sockets and streams that stay open are looked at, in milliseconds: together with what the sessions keep, under 5 s. */
const interval = 2_000

/** How many are asked for at once: the rest of the app needs its database too. */
const atOnce = 20

/**
 * Requests that are open for long, WebSockets and streams, end when the session ends that they began with. All of a
 * process share one timer; a request that is answered before it fires costs an entry in a set.
 */
export class LiveRequests {
  readonly #clock: Clock
  readonly #requests = new Map<LiveRequest, number>()
  #cancel: (() => void) | undefined = undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Looks after a request until what is answered is called. */
  watch(request: LiveRequest): () => void {
    this.#requests.set(request, this.#clock.monotonic())
    this.#cancel ??= this.#clock.timer(interval, () => void this.#look())
    return () => this.#requests.delete(request)
  }

  /** Looks no more. */
  stop(): void {
    this.#cancel?.()
    this.#requests.clear()
  }

  async #look(): Promise<void> {
    const before = this.#clock.monotonic() - interval / 2
    const old = [...this.#requests].filter(([, since]) => since <= before).map(([request]) => request)
    for (let at = 0; at < old.length; at += atOnce)
      await Promise.all(old.slice(at, at + atOnce).map(async (request) => this.#judge(request)))
    this.#cancel =
      this.#requests.size === 0 ? undefined : this.#clock.timer(interval, () => void this.#look())
  }

  async #judge(request: LiveRequest): Promise<void> {
    if (!this.#requests.has(request)) return
    try {
      if (await request.isGood()) return
      this.#requests.delete(request)
      request.end()
    } catch (error) {
      // A database that is away is no reason to end what was let in: it is asked again.
      request.log.warn('Whether a session still lasts could not be found out.', { error })
    }
  }
}
