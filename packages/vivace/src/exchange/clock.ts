/**
 * Tells the time and waits. Everything of ours that waits or expires asks a clock, so that a test can drive it.
 *
 *     const cancel = clock.timer(30_000, () => controller.abort())
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /**
   * Milliseconds since some moment, for how long something takes or lasts: nobody sets it on or back, as people, daylight
   * and time servers do with `now`.
   */
  monotonic(): number
  /** Runs `work` after some milliseconds; what it answers cancels it. */
  timer(milliseconds: number, work: () => void): () => void
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timer(milliseconds, work) {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * When something ends, as `monotonic` tells it: from the time of day to a length of time once, so that whoever sets the
 * clock on or back ends nothing early and nothing late.
 *
 *     const due = momentOf(token.expiresAt, clock)
 */
export function momentOf(instant: number, clock: Clock): number {
  return clock.monotonic() + instant - clock.now()
}
