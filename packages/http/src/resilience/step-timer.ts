import type { Clock } from 'vivace'

/**
 * A time that one step may take, within the deadline of the whole.
 *
 *     const timer = new StepTimer(clock, (step) => controller.abort(new Error(step)))
 *     timer.start('connect', 5_000)
 *     timer.start('read', 25_000)    // instead of it
 *     timer.stop()
 */
export class StepTimer<Step extends string = string> {
  readonly #clock: Clock
  readonly #tooLate: (step: Step) => void
  #cancel: (() => void) | undefined

  constructor(clock: Clock, tooLate: (step: Step) => void) {
    this.#clock = clock
    this.#tooLate = tooLate
  }

  /** Begins a step, in place of the one before. */
  start(step: Step, milliseconds: number): void {
    this.stop()
    this.#cancel = this.#clock.timer(milliseconds, () => {
      this.#cancel = undefined
      this.#tooLate(step)
    })
  }

  /** Ends the step. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
