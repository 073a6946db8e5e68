/** How attempts are counted. Lengths are milliseconds. */
export interface LockoutRule {
  /** How many attempts pass without any wait. */
  readonly limit: number
  /** Attempts are forgotten this long after the first one, or after the last wait. */
  readonly window: number
  /** The wait after the last attempt that passes; each further attempt doubles it. */
  readonly firstWait: number
  /** No wait is longer. */
  readonly longestWait: number
}

/** Whether an attempt may be made. */
export interface LockoutVerdict {
  readonly isAllowed: boolean
  /** How many attempts are counted, this one included if it is allowed. */
  readonly attempts: number
  /** Until when the next one is refused, in milliseconds since 1970; 0 if it is not. */
  readonly waitUntil: number
}

/** Counts attempts, so that passwords cannot be guessed. */
export interface LockoutStore {
  /**
   * Counts an attempt before it is judged, atomically: of 1,000 that come at once with a limit of 10, 10 are allowed.
   * What is refused counts nowhere and prolongs nothing.
   */
  reserve(key: string, rule: LockoutRule, now: number): Promise<LockoutVerdict>
  /** Takes one attempt back, and the wait it caused: it was never judged, or it was right. */
  release(key: string): Promise<void>
  /** Forgets all attempts under a key. */
  clear(key: string): Promise<void>
  /** Forgets keys whose attempts were forgotten before this time, and answers how many. */
  removeOver(before: number): Promise<number>
}
