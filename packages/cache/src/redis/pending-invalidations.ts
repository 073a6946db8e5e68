import type { Invalidation } from '../shared/index.ts'

/** More than so many are made good by invalidating everything. */
const most = 1_000

/** What is valid no more, and what the shared tier does not know yet. */
export class PendingInvalidations {
  #places = new Set<string>()
  #tags = new Set<string>()
  #all = false
  #change: Invalidation | undefined = undefined

  /** All of it in one; `undefined` if there is nothing. */
  get change(): Invalidation | undefined {
    if (!this.#all && this.#places.size === 0 && this.#tags.size === 0) return undefined
    return (this.#change ??= { places: [...this.#places], tags: [...this.#tags], all: this.#all })
  }

  add({ places = [], tags = [], all = false }: Invalidation): void {
    this.#change = undefined
    for (const place of places) this.#places.add(place)
    for (const tag of tags) this.#tags.add(tag)
    if (all || this.#places.size + this.#tags.size > most) {
      this.#all = true
      this.#places.clear()
      this.#tags.clear()
    }
  }

  /** Forgets what has been done, unless more has come meanwhile: then all of it is done once more. */
  done(change: Invalidation): void {
    if (change !== this.#change) return
    this.#places = new Set()
    this.#tags = new Set()
    this.#all = false
    this.#change = undefined
  }
}
