import { fail, finish, firstValue, type Yielded } from '../dependencies/index.ts'

/** The user's own code around the life of an app. */
export class Lifespan {
  readonly #make: (() => Yielded) | undefined
  #running: Yielded | undefined = undefined

  constructor(make: (() => Yielded) | undefined) {
    this.#make = make
  }

  /** Runs up to the `yield`, once. */
  async start(): Promise<void> {
    if (this.#make === undefined || this.#running !== undefined) return
    const generator = this.#make()
    await firstValue(generator, 'lifespan')
    this.#running = generator
  }

  /** Runs what follows the `yield`; answers what went wrong. */
  async stop(): Promise<unknown[]> {
    const generator = this.#take()
    try {
      if (generator !== undefined) await finish(generator, 'lifespan')
      return []
    } catch (error) {
      return [error]
    }
  }

  /** Throws the error of a start that failed in at the `yield`; answers what else went wrong. */
  async abandon(error: unknown): Promise<unknown[]> {
    const generator = this.#take()
    const thrown = generator === undefined ? undefined : await fail(generator, error)
    return thrown === undefined ? [] : [thrown]
  }

  #take(): Yielded | undefined {
    const generator = this.#running
    this.#running = undefined
    return generator
  }
}
