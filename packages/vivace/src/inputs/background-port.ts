/** Takes work for after the response. */
export interface Background {
  /**
   * Runs `work` with these arguments once the response has been written, if the request succeeds: an error that
   * becomes the answer, or a clean-up that fails, drops it. One work after the other; an error of one is logged
   * and stops no other.
   */
  add<Arguments extends readonly unknown[]>(work: (...args: Arguments) => unknown, ...args: Arguments): void
}
