/**
 * The permission to keep what is being loaded or fetched, given before that begins. Whatever is invalidated meanwhile
 * takes it away: a value that was read before a change is never kept after it.
 */
export class LocalLease {
  readonly place: string
  #isVoid = false
  readonly #voidTags = new Set<string>()

  constructor(place: string) {
    this.place = place
  }

  /** Whether a value with these tags may be kept. */
  allows(tags: readonly string[]): boolean {
    return !this.#isVoid && tags.every((tag) => !this.#voidTags.has(tag))
  }

  voidAltogether(): void {
    this.#isVoid = true
  }

  voidFor(tags: readonly string[]): void {
    for (const tag of tags) this.#voidTags.add(tag)
  }
}

/** The leases that are out in this process, for one namespace. */
export class LocalLeases {
  readonly #byPlace = new Map<string, Set<LocalLease>>()

  take(place: string): LocalLease {
    const lease = new LocalLease(place)
    const leases = this.#byPlace.get(place)
    if (leases === undefined) this.#byPlace.set(place, new Set([lease]))
    else leases.add(lease)
    return lease
  }

  /** Gives one back; whoever takes one does so in the end, whatever has happened. */
  giveBack(lease: LocalLease): void {
    const leases = this.#byPlace.get(lease.place)
    leases?.delete(lease)
    if (leases?.size === 0) this.#byPlace.delete(lease.place)
  }

  void(place: string): void {
    for (const lease of this.#byPlace.get(place) ?? []) lease.voidAltogether()
  }

  /** A value's tags are known when it is there: every lease has to remember. */
  voidTags(tags: readonly string[]): void {
    for (const leases of this.#byPlace.values()) for (const lease of leases) lease.voidFor(tags)
  }

  voidAll(): void {
    for (const leases of this.#byPlace.values()) for (const lease of leases) lease.voidAltogether()
  }
}
