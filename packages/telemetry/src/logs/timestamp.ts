import { threeDigits } from './three-digits.ts'

/** The second that was written last, and its text up to the milliseconds. */
let second = NaN
let start = ''

/**
 * A time in milliseconds as ISO 8601 in UTC. Many lines share a second, and writing it anew takes 0.4 microseconds.
 *
 *     timestamp(Date.now())    // '2026-11-21T09:00:00.000Z'
 */
export function timestamp(now: number): string {
  const milliseconds = now % 1_000
  if (now - milliseconds !== second) {
    second = now - milliseconds
    start = new Date(second).toISOString().slice(0, -4)
  }
  return `${start}${threeDigits(milliseconds)}Z`
}
