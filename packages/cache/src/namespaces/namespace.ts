import type { ByteSize, Duration, OutputOf, Schema } from 'vivace'

/** What a namespace keeps, for how long, and how much of it. */
export interface NamespaceOptions<Key extends Schema, Value extends Schema> {
  /** Names it in Redis and in messages between processes: letters, digits, `_`, `-` and `.`. */
  readonly name: string
  /** What keys are: texts, numbers, or plain arrays and objects of them. */
  readonly key: Key
  /** What values are. They are kept as JSON; what is read goes through the schema again. */
  readonly value: Value
  /** How long a value is as good as new. */
  readonly ttl: Duration
  /** How many values the memory of one process keeps; those that were not used for longest give way. */
  readonly entries: number
  /** How many bytes they may take there together. `16mb` if absent. */
  readonly bytes?: ByteSize
  /** For how long after `ttl` the old value is answered at once while a new one is loaded. Not at all if absent. */
  readonly staleWhileRevalidate?: Duration
  /** For how long after `ttl` the old value is answered when loading a new one fails. Not at all if absent. */
  readonly grace?: Duration
  /** Of whom one loads what many miss: of those in one process, or of those in all. `process` if absent. */
  readonly singleFlight?: 'process' | 'everywhere'
  /** The tags of a value, by which it can be deleted together with others. */
  readonly tags?: (entry: {
    readonly key: OutputOf<Key>
    readonly value: OutputOf<Value>
  }) => readonly string[]
}

/** What is known of a namespace when its types are not. */
export interface NamespaceDefinition extends Omit<NamespaceOptions<Schema, Schema>, 'tags'> {
  readonly tags: (entry: { readonly key: unknown; readonly value: unknown }) => readonly string[]
}

/** One kind of cached values: its schemas, its lifetime and its size. */
export interface Namespace<out Key extends Schema = Schema, out Value extends Schema = Schema> {
  readonly '~vivace': {
    readonly definition: NamespaceDefinition
    /** Tells the compiler what the namespace keeps; never set. */
    readonly types?: { readonly key: Key; readonly value: Value }
  }
}

/**
 * Declares what a cache keeps under one name.
 *
 *     const profiles = namespace({ name: 'user_profile', key: z.uuid(), value: Profile, ttl: '300s', entries: 500 })
 */
export function namespace<Key extends Schema, Value extends Schema>(
  options: NamespaceOptions<Key, Value>,
): Namespace<Key, Value> {
  const { tags, ...rest } = options
  return {
    '~vivace': {
      definition: {
        ...rest,
        // What it is called with has been through the schemas of this namespace.
        tags: (entry) => tags?.(entry) ?? [],
      },
    },
  }
}
