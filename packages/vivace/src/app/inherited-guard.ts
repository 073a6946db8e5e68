import type { Dependency } from '../dependencies/index.ts'

/** What is asked on everything private. */
export type Guard = Dependency<unknown, 'request'>

/** The guard of an app: its own, or that of the app that it is mounted in. */
export class InheritedGuard {
  readonly #own: Guard | undefined
  /** That of the app around; absent if it is mounted nowhere, or as public. */
  outer: InheritedGuard | undefined = undefined

  constructor(own: Guard | undefined) {
    this.#own = own
  }

  get value(): Guard | undefined {
    return this.within(this.outer)
  }

  /** What it is inside another app. */
  within(outer: InheritedGuard | undefined): Guard | undefined {
    return this.#own ?? outer?.value
  }
}
