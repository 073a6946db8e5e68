/** What the pause before an attempt follows from. */
export interface RetryPauseOptions {
  /** The attempt that has failed: 1 is the first. */
  readonly attempt: number
  /** The longest pause after the first attempt; doubled for each further one. */
  readonly backoff: number
  /** What the other side has asked for, in milliseconds. */
  readonly retryAfter: number | undefined
  /** Between 0 and 1; `Math.random()` if absent. */
  readonly random?: number
}

/**
 * The milliseconds before the next attempt: anything up to the bound, for whatever failed together shall not
 * come back together, and never less than the other side asks for.
 *
 *     retryPause({ attempt: 2, backoff: 200, retryAfter: undefined, random: 0.5 })    // 200
 *     retryPause({ attempt: 1, backoff: 200, retryAfter: 2_000, random: 0.5 })        // 2100
 */
export function retryPause({ attempt, backoff, retryAfter = 0, random }: RetryPauseOptions): number {
  return retryAfter + Math.round((random ?? Math.random()) * backoff * 2 ** (attempt - 1))
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that may be sent (RFC 9110, section 5.6.7). */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * What an answer asks to wait, in milliseconds; `undefined` if it does not, or not in a form that can be read.
 *
 *     parseRetryAfter(new Headers({ 'retry-after': '120' }), Date.now())    // 120000
 *
 * Seconds or a date (RFC 9110, section 10.2.3), or the `retry-after-ms` of model providers, which is finer.
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const milliseconds = wholeNumber(headers.get('retry-after-ms'))
  if (milliseconds !== undefined) return milliseconds
  const text = headers.get('retry-after')
  if (text === null) return undefined
  const seconds = wholeNumber(text)
  if (seconds !== undefined) return seconds * 1_000
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined
}
