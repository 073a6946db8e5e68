import type { Clock } from '../exchange/index.ts'
import { type Duration, parseDuration } from '../http/duration.ts'

interface Timer {
  readonly due: number
  readonly work: () => void
}

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves on by milliseconds or a duration such as `'5m'`, and runs what falls due on the way, in order. */
  advance(by: Duration): Promise<void>
  /** Moves to an instant: milliseconds since 1970, or an ISO 8601 date. */
  advanceTo(instant: number | string | Date): Promise<void>
  /** Sets the time of day on or back, by milliseconds, as time servers do: nothing falls due. */
  setBy(milliseconds: number): void
}

// How long the process has been running when the clock begins: what takes `monotonic` for the time of day fails its tests.
const running = 86_400_000

/**
 * A clock that a test drives.
 *
 *     const time = fakeClock('2026-01-01T09:00:00Z')
 *     app.override(clock, () => time)
 *     await time.advance('30s')
 */
export function fakeClock(start: number | string | Date = 0): FakeClock {
  const begun = new Date(start).getTime()
  let now = begun
  let setBy = 0
  const timers = new Set<Timer>()

  async function advanceTo(instant: number): Promise<void> {
    // What the test has set going may be about to ask for a timer.
    await settled()
    for (let next = firstDue(timers, instant); next !== undefined; next = firstDue(timers, instant)) {
      timers.delete(next)
      now = Math.max(now, next.due)
      next.work()
      // What the timer has set going must have its turn before the next one.
      await settled()
    }
    now = Math.max(now, instant)
    await settled()
  }

  return {
    now: () => now + setBy,
    monotonic: () => now - begun + running,
    timer(milliseconds, work) {
      const timer = { due: now + milliseconds, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (by) => advanceTo(now + parseDuration(by, 'fakeClock()')),
    advanceTo: (instant) => advanceTo(new Date(instant).getTime() - setBy),
    setBy: (milliseconds) => void (setBy += milliseconds),
  }
}

function firstDue(timers: ReadonlySet<Timer>, until: number): Timer | undefined {
  let first: Timer | undefined
  for (const timer of timers)
    if (timer.due <= until && (first === undefined || timer.due < first.due)) first = timer
  return first
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}
