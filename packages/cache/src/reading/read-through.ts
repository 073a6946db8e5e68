import type { Clock, Logger } from 'vivace'
import type { LocalLease } from '../memory/index.ts'
import type { Lookup } from '../shared/index.ts'
import { keepLoaded, type Loaded } from './begin-load.ts'
import type { Counters } from './statistics.ts'
import type { Recalled, Tiers } from './tiers.ts'

/** One value that somebody wants. */
export interface Wanted {
  readonly place: string
  /** Whether a text that was kept still is a value: schemas change from one version of an app to the next. */
  readonly fits: (text: string) => Promise<boolean>
  readonly load: () => Promise<Loaded | undefined>
  /** Is told where the value came from. */
  readonly found?: ((where: FoundIn) => void) | undefined
}

/** Where a value came from: a tier, a tier that had an old one, a load, or the load of somebody else who asked before. */
export type FoundIn = 'memory' | 'shared' | 'stale' | 'load' | 'other-load'

/** What reading through the tiers needs. */
export interface ReadThroughOptions {
  readonly tiers: Tiers
  readonly counters: Counters
  readonly clock: Clock
  readonly log: Logger
  /** Whether one process loads for all. */
  readonly isEverywhere: boolean
}

/** How often those who wait for another process look whether its value is there, in milliseconds. */
const pollEvery = 25
/** How often a lease is renewed: well within its life. */
const renewEvery = 3_000

/** Reads memory, then the shared tier, then loads: once for all who ask while that goes on. */
export class ReadThrough {
  readonly #options: ReadThroughOptions
  readonly #flights = new Map<string, Promise<string | undefined>>()

  constructor(options: ReadThroughOptions) {
    this.#options = options
    options.tiers.onInvalidation(({ places = [], tags = [], all = false }) => {
      if (all || tags.length > 0) this.#flights.clear()
      else for (const place of places) this.#flights.delete(place)
    })
  }

  /** The text of a value; `undefined` if there is none, and none could be loaded. Rejects with what the load rejects with. */
  async read(wanted: Wanted): Promise<string | undefined> {
    const { tiers, counters, log } = this.#options
    const known = tiers.recall(wanted.place)
    if (known?.freshness === 'fresh') {
      counters.memoryHits += 1
      wanted.found?.('memory')
      return known.text
    }
    if (known === undefined || known.freshness === 'kept') {
      counters.memoryMisses += 1
      return this.#join(wanted, known)
    }
    counters.staleHits += 1
    wanted.found?.('stale')
    if (known.freshness === 'stale') {
      // Whoever asked has his answer: what is found now is nothing to him.
      this.#join({ ...wanted, found: undefined }, known).catch((error: unknown) => {
        log.warn('A value could not be loaded anew, and the old one was answered.', { error })
      })
    }
    return known.text
  }

  #join(wanted: Wanted, known: Recalled | undefined): Promise<string | undefined> {
    const { place } = wanted
    const running = this.#flights.get(place)
    if (running !== undefined) {
      wanted.found?.('other-load')
      return running
    }
    const flight = this.#fly(wanted, known).finally(() => {
      if (this.#flights.get(place) === flight) this.#flights.delete(place)
    })
    this.#flights.set(place, flight)
    return flight
  }

  async #fly(wanted: Wanted, known: Recalled | undefined): Promise<string | undefined> {
    const { tiers, counters } = this.#options
    const lease = tiers.leases.take(wanted.place)
    try {
      const found = await this.#lookUp(wanted, lease)
      const recalled = found?.recalled
      if (recalled?.freshness === 'fresh') {
        counters.sharedHits += 1
        wanted.found?.('shared')
        return recalled.text
      }
      if (found !== undefined) counters.sharedMisses += 1
      // One process has loaded it a while ago; whoever reads it next from memory loads it anew in the background.
      if (recalled?.freshness === 'stale' && known === undefined) {
        counters.staleHits += 1
        wanted.found?.('stale')
        return recalled.text
      }
      return await this.#load(wanted, { lease, lookup: found?.lookup, fallback: recalled ?? known })
    } finally {
      tiers.leases.giveBack(lease)
    }
  }

  async #lookUp(
    { place, fits }: Wanted,
    lease: LocalLease,
  ): Promise<{ readonly lookup: Lookup; readonly recalled: Recalled | undefined } | undefined> {
    const { tiers, isEverywhere, clock } = this.#options
    for (;;) {
      const lookup = await tiers.shared?.lookUp(place)
      if (lookup === undefined) return undefined
      const { record, isFirst } = lookup
      if (record !== undefined && (await fits(record.text))) {
        tiers.keepRecord(record, lease)
        return { lookup, recalled: tiers.judge(record) }
      }
      if (record !== undefined || isFirst || !isEverywhere) return { lookup, recalled: undefined }
      await new Promise<void>((resolve) => clock.timer(pollEvery, resolve))
    }
  }

  async #load(
    wanted: Wanted,
    {
      lease,
      lookup,
      fallback,
    }: { lease: LocalLease; lookup?: Lookup | undefined; fallback?: Recalled | undefined },
  ): Promise<string | undefined> {
    const { tiers, counters, log } = this.#options
    const { place } = wanted
    const stopRenewing = this.#renew(place, lookup)
    counters.loads += 1
    wanted.found?.('load')
    try {
      const loaded = await wanted.load()
      stopRenewing()
      if (loaded !== undefined) return await keepLoaded(tiers, { loaded, lease, lookup })
      if (lookup !== undefined) await tiers.shared?.release(place, lookup.token)
      return undefined
    } catch (error) {
      stopRenewing()
      counters.failures += 1
      if (lookup !== undefined) await tiers.shared?.release(place, lookup.token)
      if (fallback === undefined || !this.#isOffered(fallback)) throw error
      log.warn('A value could not be loaded, and an old one was answered.', { error })
      counters.staleHits += 1
      tiers.rest(fallback, lease)
      return fallback.text
    }
  }

  // Grace is for values that are out of date, and not for those that nobody may be told of any more.
  #isOffered({ freshness }: Recalled): boolean {
    const { graceFor, staleFor } = this.#options.tiers.limits
    return graceFor > 0 || (staleFor > 0 && freshness === 'stale')
  }

  #renew(place: string, lookup: Lookup | undefined): () => void {
    const { tiers, clock } = this.#options
    if (lookup === undefined || lookup.record !== undefined) return () => undefined
    let cancel = (): void => undefined
    const again = (): void => {
      cancel = clock.timer(renewEvery, () => {
        void tiers.shared?.renew(place, lookup.token)
        again()
      })
    }
    again()
    return () => cancel()
  }
}
