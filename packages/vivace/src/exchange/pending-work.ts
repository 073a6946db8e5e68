import { systemClock } from './clock.ts'

/**
 * How much work after answers is not done yet, so that an app can wait for it before it stops.
 *
 *     const end = pendingWork.begin()
 *     await send(mail)
 *     end()
 */
export class PendingWork {
  #count = 0
  readonly #waiting = new Set<() => void>()

  /** Counts one piece of work; what it answers says that it is done. */
  begin(): () => void {
    this.#count += 1
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      this.#count -= 1
      if (this.#count === 0) for (const wake of this.#waiting) wake()
    }
  }

  /**
   * Waits until nothing is left, but not longer than some milliseconds. Resolves to how much is left. The time
   * is the machine's: no test's clock may keep a process from its end.
   */
  async settled(within: number): Promise<number> {
    if (this.#count > 0 && within > 0) {
      await new Promise<void>((resolve) => {
        const cancel = systemClock.timer(within, wake)
        const waiting = this.#waiting
        waiting.add(wake)
        function wake(): void {
          cancel()
          waiting.delete(wake)
          resolve()
        }
      })
    }
    return this.#count
  }
}
