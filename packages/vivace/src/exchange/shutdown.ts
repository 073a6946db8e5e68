/**
 * The end of an app, as far as it can be seen coming: first it is near, then it begins.
 *
 *     shutdown.prepare()    // who asks whether the app is ready learns that it is not
 *     shutdown.begin()      // whatever would never end by itself is ended
 */
export class Shutdown {
  readonly #controller = new AbortController()
  readonly #endings = new Set<() => void>()
  #isNear = false

  /** Whether balancers should send no more requests here. */
  get isNear(): boolean {
    return this.#isNear
  }

  /** Aborts when the end begins. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Says that the end is near. Requests are still answered. */
  prepare(): void {
    this.#isNear = true
  }

  /** Aborts `signal` and runs what waits for that. */
  begin(): void {
    this.#isNear = true
    this.#controller.abort(new DOMException('The app stops.', 'AbortError'))
    for (const end of this.#endings) end()
    this.#endings.clear()
  }

  /**
   * Runs `end` when the end begins, at once if it has begun; what it answers forgets it. Not a listener of
   * the signal: there may be as many as there are open streams.
   */
  onBegin(end: () => void): () => void {
    if (this.signal.aborted) end()
    else this.#endings.add(end)
    return () => this.#endings.delete(end)
  }
}
