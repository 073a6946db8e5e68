import { SingletonContainer, type SingletonDemand } from '../dependencies/index.ts'
import type { Logger } from '../exchange/index.ts'
import type { Lifespan } from './lifespan.ts'

/** An app, as far as it begins and ends: one that is served, or one that is mounted in it. */
export interface LivingApp {
  readonly lifespan: Lifespan
  /** Throws for what must not begin. */
  check(): void
  /** The singletons that it needs. Throws `DefinitionError` if the app is written wrongly. */
  demand(): SingletonDemand
  /** Begins to answer, with the singletons that have been made. */
  open(container: SingletonContainer): void
  /** Answers no more. */
  close(): void
}

/** How an app and all that is mounted in it begin and end, one after the other: singletons first, then lifespans. */
export class AppLife {
  readonly #apps: () => readonly LivingApp[]
  readonly #log: Logger
  readonly #container = new SingletonContainer()
  #turn: Promise<void> = Promise.resolve()

  constructor(apps: () => readonly LivingApp[], log: Logger) {
    this.#apps = apps
    this.#log = log
  }

  /** Begins. What has begun when something fails sees the error, the last first, and the caller gets it. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start())
  }

  /** Ends in reverse order, after `before`. Rejects with the first error, when all is done. */
  stop(before: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await before()
      await this.#stop()
    })
  }

  // Whoever stops an app that is starting waits until it has.
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #start(): Promise<void> {
    const apps = this.#apps()
    try {
      for (const app of apps) app.check()
      await this.#container.start(apps.map((app) => app.demand()))
      for (const app of apps) await app.lifespan.start()
    } catch (error) {
      await this.#abandon(apps, error)
      throw error
    }
    for (const app of apps) app.open(this.#container)
  }

  async #abandon(apps: readonly LivingApp[], error: unknown): Promise<void> {
    const errors: unknown[] = []
    for (const app of apps.toReversed()) errors.push(...(await app.lifespan.abandon(error)))
    errors.push(...(await this.#container.abandon(error)))
    for (const further of errors) this.#log.error('a clean-up failed as well', { error: further })
  }

  async #stop(): Promise<void> {
    const apps = this.#apps()
    for (const app of apps) app.close()
    const errors: unknown[] = []
    for (const app of apps.toReversed()) errors.push(...(await app.lifespan.stop()))
    errors.push(...(await this.#container.stop()))
    for (const error of errors.slice(1)) this.#log.error('stopping failed as well', { error })
    if (errors.length > 0) throw errors[0]
  }
}
