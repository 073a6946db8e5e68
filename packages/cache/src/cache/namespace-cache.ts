import {
  type Clock,
  type InputOf,
  inSpan,
  type Logger,
  type OutputOf,
  type Schema,
  type Tracer,
} from 'vivace'
import {
  CacheError,
  type NamespaceDefinition,
  namespaceLimits,
  type Place,
  placeOf,
  ValueCodec,
} from '../namespaces/index.ts'
import {
  beginLoad,
  type CacheStatistics,
  type Counters,
  type FoundIn,
  type Loaded,
  newCounters,
  put,
  ReadThrough,
  Tiers,
  writeThrough,
} from '../reading/index.ts'
import type { SharedTiers } from '../shared/index.ts'

/** What a namespace runs on. */
export interface NamespaceSurroundings {
  readonly shared: SharedTiers | undefined
  readonly clock: Clock
  readonly log: Logger
  readonly tracer?: Tracer | undefined
}

/** Something that has begun, and whose result may be kept. */
export interface Beginning<Given, Value> {
  /** What is kept as it begins. */
  readonly value: Value | undefined
  keep(value: Given): Promise<void>
  end(): void
}

/** The values of one namespace: what handlers get. */
export class NamespaceCache<Key extends Schema = Schema, Value extends Schema = Schema> {
  readonly #definition: NamespaceDefinition
  readonly #where: string
  readonly #codec: ValueCodec
  readonly #tiers: Tiers
  readonly #reading: ReadThrough
  readonly #counters: Counters = newCounters()
  readonly #tracer: Tracer | undefined

  constructor(definition: NamespaceDefinition, { shared, clock, log, tracer }: NamespaceSurroundings) {
    const { name, value, singleFlight } = definition
    const where = `cache '${name}'`
    const tiers = new Tiers({ namespace: name, limits: namespaceLimits(definition), shared, clock })
    this.#definition = definition
    this.#where = where
    this.#codec = new ValueCodec(value, where)
    this.#tiers = tiers
    this.#tracer = tracer
    this.#reading = new ReadThrough({
      tiers,
      counters: this.#counters,
      clock,
      log: log.child({ cache: name }),
      isEverywhere: singleFlight === 'everywhere',
    })
  }

  /**
   * The value of a key, from memory, from Redis, or loaded by `load` and kept (cache-aside). Of all who ask at the same
   * time one loads. `undefined` is not kept.
   *
   *     const profile = await profiles.getOrLoad(id, () => database.readProfile(id))
   *
   * Rejects with what `load` rejects with, unless `grace` has an old value, and with `CacheError` for a key or a value
   * that the schemas refuse.
   */
  async getOrLoad<Result extends InputOf<Value> | undefined>(
    key: InputOf<Key>,
    load: () => Result | Promise<Result>,
  ): Promise<OutputOf<Value> | Extract<Result, undefined>> {
    const place = await this.#place(key)
    const text = await this.#traced('get', (tell) =>
      this.#reading.read({
        place: place.place,
        fits: async (kept) => (await this.#codec.decode(kept)) !== undefined,
        load: async () => {
          const value = await this.#traced('load', () => load())
          return value === undefined ? undefined : this.#encode(place, value)
        },
        found: tell,
      }),
    )
    // There is no text only where `load` has given undefined.
    if (text === undefined) return undefined
    return this.#decode(text)
  }

  /** The value of a key if either tier has it, and `undefined` if not. Nothing is loaded. */
  async get(key: InputOf<Key>): Promise<OutputOf<Value> | undefined> {
    const place = await this.#place(key)
    return this.#traced('get', (tell) => this.#find(place, tell))
  }

  async #find(place: Place, tell?: (where: FoundIn) => void): Promise<OutputOf<Value> | undefined> {
    const lease = this.#tiers.leases.take(place.place)
    try {
      const known = this.#tiers.recall(place.place)
      if (known !== undefined && known.freshness !== 'kept') {
        this.#counters.memoryHits += 1
        tell?.('memory')
        return await this.#decode(known.text)
      }
      this.#counters.memoryMisses += 1
      const record = await this.#tiers.shared?.find(place.place)
      const recalled = record && this.#tiers.judge(record)
      if (record === undefined || recalled === undefined || recalled.freshness === 'kept') {
        if (this.#tiers.shared !== undefined) this.#counters.sharedMisses += 1
        return undefined
      }
      const decoded = await this.#codec.decode(record.text)
      if (decoded === undefined) return undefined
      this.#tiers.keepRecord(record, lease)
      this.#counters.sharedHits += 1
      tell?.('shared')
      // The codec's schema is the namespace's.
      return decoded.value
    } finally {
      this.#tiers.leases.giveBack(lease)
    }
  }

  /**
   * Keeps a value in both tiers, and tells the other processes that theirs is out of date. For a value that has a source
   * of its own use `write`, which cannot be overtaken.
   *
   *     await sessions.set(id, { userId })
   */
  async set(key: InputOf<Key>, value: InputOf<Value>): Promise<void> {
    const place = await this.#place(key)
    await put(this.#tiers, place.place, await this.#encode(place, value))
  }

  /**
   * Writes to the source of a value, and keeps what it gives back (write-through).
   *
   *     const profile = await profiles.write(id, () => database.updateProfile(id, changes))
   *
   * What was kept is gone before `save` runs. If `save` rejects, or if somebody else writes at the same time, nothing is
   * kept. Rejects with what `save` rejects with.
   */
  async write(
    key: InputOf<Key>,
    save: () => InputOf<Value> | Promise<InputOf<Value>>,
  ): Promise<OutputOf<Value>> {
    const place = await this.#place(key)
    const { text } = await writeThrough(this.#tiers, place.place, async () =>
      this.#encode(place, await save()),
    )
    return this.#decode(text)
  }

  /**
   * Begins something whose result may be kept, but is not known to be: gives what is kept now, and keeps something else
   * unless it is invalidated meanwhile. Whoever begins ends.
   */
  async begin(key: InputOf<Key>): Promise<Beginning<InputOf<Value>, OutputOf<Value>>> {
    const place = await this.#place(key)
    const { value, keep, end } = await beginLoad(this.#tiers, place.place)
    return {
      // The codec's schema is the namespace's.
      value: value === undefined ? undefined : (await this.#codec.decode(value))?.value,
      keep: async (given) => keep(await this.#encode(place, given)),
      end,
    }
  }

  /** Removes the values of these keys, everywhere. What is being loaded at this moment is not kept. */
  async delete(...keys: readonly InputOf<Key>[]): Promise<void> {
    const places = await Promise.all(keys.map((key) => this.#place(key)))
    if (places.length > 0) await this.#tiers.invalidate({ places: places.map(({ place }) => place) })
  }

  /** Removes the values that have one of these tags, everywhere. What is being loaded at this moment is not kept. */
  async deleteTags(...tags: readonly string[]): Promise<void> {
    if (tags.length > 0) await this.#tiers.invalidate({ tags })
  }

  /** Removes all values of the namespace, everywhere. */
  async clear(): Promise<void> {
    await this.#tiers.invalidate({ all: true })
  }

  /** What it has done, and what it holds in memory: for metrics. */
  stats(): CacheStatistics {
    const { size, bytes, evictions } = this.#tiers.memory
    return { ...this.#counters, evictions, entries: size, bytes }
  }

  /** In a span that says of which namespace, and where the value came from. Keys may be secrets, and are not told. */
  #traced<Result>(operation: 'get' | 'load', work: (tell?: (where: FoundIn) => void) => Result): Result {
    if (this.#tracer === undefined) return work()
    const { name } = this.#definition
    const attributes = { 'cache.operation': operation, 'cache.namespace': name }
    return inSpan(this.#tracer, { name: `cache ${operation} ${name}`, attributes }, (span) =>
      work((where) => span?.set({ 'cache.hit': isHit(where), 'cache.found_in': where })),
    )
  }

  #place(key: unknown): Promise<Place> {
    return placeOf(this.#definition.key, key, this.#where)
  }

  async #encode({ key }: Place, given: unknown): Promise<Loaded> {
    const { text, value } = await this.#codec.encode(given)
    return { text, tags: this.#definition.tags({ key, value }), ttl: this.#tiers.limits.ttl }
  }

  async #decode(text: string): Promise<OutputOf<Value>> {
    const decoded = await this.#codec.decode(text)
    if (decoded === undefined) throw new CacheError(`${this.#where}: what is kept is not a value any more`)
    // The codec's schema is the namespace's.
    return decoded.value
  }
}

function isHit(where: FoundIn): boolean {
  return where === 'memory' || where === 'shared' || where === 'stale'
}
