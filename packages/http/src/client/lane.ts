import type { Clock } from 'vivace'
import type { UpstreamFault } from '../errors/index.ts'
import type { ResolvedPolicy } from '../policies/index.ts'
import { Bulkhead, type Deadline, Throttle } from '../resilience/index.ts'

/** Why a request may not begin. */
export type Refusal = Pick<UpstreamFault, 'failure' | 'cause' | 'retryAfter'>

/**
 * Where the requests of one policy wait for their turn: so many at once, and so many in a stretch of time.
 *
 *     const turn = await lane.enter(deadline)
 *     if (typeof turn === 'object') throw new UpstreamError({ ...turn, … })
 *     try { … } finally { turn() }
 */
export class Lane {
  readonly #clock: Clock
  readonly #policy: ResolvedPolicy
  readonly #bulkhead: Bulkhead
  readonly #throttle: Throttle | undefined

  constructor(policy: ResolvedPolicy, clock: Clock) {
    this.#policy = policy
    this.#clock = clock
    this.#bulkhead = new Bulkhead(policy)
    this.#throttle = policy.throttle === undefined ? undefined : new Throttle(policy.throttle)
  }

  /** What ends the turn, or why there is none. Throws the reason of the deadline. */
  async enter(deadline: Deadline): Promise<(() => void) | Refusal> {
    const leave = await this.#bulkhead.enter(deadline)
    if (leave === undefined)
      return { failure: 'queue-full', cause: `${this.#policy.queue} requests of this policy wait already` }
    try {
      const refusal = await this.#takeTurn(deadline)
      if (refusal === undefined) return leave
      leave()
      return refusal
    } catch (error) {
      leave()
      throw error
    }
  }

  async #takeTurn(deadline: Deadline): Promise<Refusal | undefined> {
    // A call that has ended already takes nobody's turn.
    deadline.signal.throwIfAborted()
    if (this.#throttle === undefined) return undefined
    const patience = deadline.left
    const wait = this.#throttle.reserve(this.#clock.monotonic(), patience)
    if (wait > patience)
      return { failure: 'throttled', cause: `the next turn is in ${wait} ms, too late`, retryAfter: wait }
    if (wait > 0) await deadline.pause(wait)
    return undefined
  }
}
