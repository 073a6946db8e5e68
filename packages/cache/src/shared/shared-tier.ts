/** A value that all processes share; durations in milliseconds from now. */
export interface SharedRecord {
  /** Unlike that of every other record. */
  readonly id: string
  readonly text: string
  readonly tags: readonly string[]
  /** How much longer it is fresh; below zero if it is no more. */
  readonly freshFor: number
  /** How much longer it is kept. */
  readonly keptFor: number
}

/** What was found at a place, and what gives the right to keep something else there. */
export interface Lookup {
  readonly record: SharedRecord | undefined
  /** The record or lease that is there: `store` refuses when it is another one by then. */
  readonly token: string
  /** When this was, by the tier's own clock: what is tagged is compared with it. */
  readonly since: string
  /** Whether the lease was made by this look-up: nobody else is known to be loading. */
  readonly isFirst: boolean
}

/** A value to be kept; `token` and `since` are those of the look-up before it was loaded, or nothing for any. */
export interface Storing {
  readonly token?: string
  readonly since?: string
  readonly text: string
  readonly tags: readonly string[]
  readonly ttl: number
  readonly retention: number
}

/** Whether a value was kept; if not, the one that stands there instead. */
export interface Stored {
  readonly isKept: boolean
  readonly record: SharedRecord | undefined
}

/** What is valid no more. */
export interface Invalidation {
  readonly places?: readonly string[]
  readonly tags?: readonly string[]
  readonly all?: boolean
}

/**
 * The second tier of one namespace, which all processes share. Nothing here rejects: `undefined` says that it cannot be
 * reached.
 *
 * A place holds a record, a lease or nothing. `lookUp` leaves a lease where there is nothing; what is invalidated is
 * removed, leases included. So a value that was loaded before an invalidation finds another token there, and is refused:
 * leases as memcached has them at Facebook (Nishtala et al., NSDI 2013, section 3.2.1).
 */
export interface SharedTier {
  /** The record, if there is one that is still valid. */
  find(place: string): Promise<SharedRecord | undefined>
  /** The record or the lease, which is made where there is neither. */
  lookUp(place: string): Promise<Lookup | undefined>
  store(place: string, storing: Storing): Promise<Stored | undefined>
  /** Keeps a lease from ending while its value is being loaded. */
  renew(place: string, token: string): Promise<void>
  /** Takes a lease away, if it is still the one. */
  release(place: string, token: string): Promise<void>
  /**
   * Removes what is valid no more and tells the other processes; with `lease`, leaves a lease at the first place and
   * answers its look-up. Where the tier cannot be reached, it is made good as soon as it can, before anything is read.
   */
  invalidate(change: Invalidation, lease?: boolean): Promise<Lookup | undefined>
}

/** What a process hears of the others, for one namespace. */
export interface SharedListener {
  /** Something is valid no more: another process says so. */
  invalidated(change: Invalidation): void
  /** Messages may have been lost: whatever is in memory may be out of date. */
  flush(): void
}

/** The second tier of a namespace, before it is made. */
export interface SharedTierOptions {
  readonly namespace: string
  /** The longest that anything is kept there, in milliseconds. */
  readonly retention: number
  readonly listener: SharedListener
}

/** The second tiers of all namespaces, and what connects the processes. */
export interface SharedTiers {
  /** Since when this process hears nothing of the others, in milliseconds since 1970; `undefined` while it does. */
  readonly deafSince: number | undefined
  tier(options: SharedTierOptions): SharedTier
  close(): Promise<void>
}
