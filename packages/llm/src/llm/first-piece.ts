import type { Clock } from 'vivace'
import { LlmError } from '../errors/index.ts'

/** What ends a stream before its first piece. */
export interface FirstPieceOptions {
  readonly clock: Clock
  /** Milliseconds; without end if `undefined`. */
  readonly within: number | undefined
  /** Ends the stream at any time. */
  readonly signal: AbortSignal | undefined
}

/** The signal of a stream: its caller's, and the time that its first piece may take. */
export class FirstPiece {
  readonly #controller = new AbortController()
  readonly #stops: (() => void)[] = []
  #cancel: () => void = () => undefined

  constructor({ clock, within, signal }: FirstPieceOptions) {
    if (signal !== undefined) this.#follow(signal)
    if (within === undefined) return
    this.#cancel = clock.timer(within, () => {
      const message = `The stream had no first piece within ${within} ms`
      this.#controller.abort(new LlmError({ code: 'upstream_timeout', message }))
    })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** It is there. */
  came(): void {
    this.#cancel()
  }

  /** Lets go of the timer and the signal. */
  end(): void {
    this.#cancel()
    for (const stop of this.#stops.splice(0)) stop()
  }

  #follow(signal: AbortSignal): void {
    const abort = (): void => this.#controller.abort(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    this.#stops.push(() => signal.removeEventListener('abort', abort))
  }
}
