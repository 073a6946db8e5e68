import { bodyTooSlow } from '../exchange/body-refusal.ts'

/** A body that somebody waits for. */
export interface AwaitedBody {
  /** How many bytes have arrived. */
  received: number
  /** How long somebody has waited for them, in milliseconds. */
  waited: number
  /** Whether somebody waits now: a reader that takes its time is not the client's fault. */
  isAwaited: boolean
  /** Whether the body was not taken to its end, and will not be. */
  readonly hasFailed: boolean
  /** Ends the wait, if there is one; afterwards nothing more is taken. */
  fail(error: Error): void
}

/** What is asked of a body: so many bytes a second, after so many milliseconds. */
export interface BodyRate {
  readonly minBodyRate: number
  readonly minBodyRateAfter: number
}

/**
 * Counts time that has passed for a body, and ends the wait for it if it arrives too slowly.
 *
 *     passTime(body, 100, { minBodyRate: 240, minBodyRateAfter: 5_000 })
 */
export function passTime(body: AwaitedBody, milliseconds: number, rate: BodyRate): void {
  if (!body.isAwaited || rate.minBodyRate === 0) return
  body.waited += milliseconds
  if (body.waited <= rate.minBodyRateAfter || body.received * 1_000 >= rate.minBodyRate * body.waited) return
  body.fail(bodyTooSlow())
}
