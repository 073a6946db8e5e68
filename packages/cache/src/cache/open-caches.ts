import { type Clock, consoleLogger, DefinitionError, type Logger, type Schema, type Tracer } from 'vivace'
import type { Namespace } from '../namespaces/index.ts'
import type { SharedTiers } from '../shared/index.ts'
import { NamespaceCache } from './namespace-cache.ts'

/** The namespaces of an app, by the names that handlers use. */
export type Namespaces = Readonly<Record<string, Namespace>>

/**
 * What handlers get: a cache for each namespace.
 *
 *     Caches<{ profiles: Namespace<ZodString, ZodObject> }>    // { readonly profiles: NamespaceCache<ZodString, ZodObject> }
 */
export type Caches<Declared extends Namespaces> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Namespace<infer Key, infer Value>
    ? NamespaceCache<Key, Value>
    : never
}

/** How caches are opened. */
export interface OpenCachesOptions<Declared extends Namespaces> {
  readonly namespaces: Declared
  /** The Redis that all processes share; each process has memory alone if it is `undefined`. */
  readonly redisUrl: string | undefined
  /** What all names in Redis begin with. `cache` if absent; two apps in one Redis need two. */
  readonly prefix?: string
  /** How many milliseconds Redis may take for a command. */
  readonly commandTimeout: number
  readonly clock: Clock
  /** Is told when Redis is lost and found. The console if absent. */
  readonly log?: Logger
  /** Makes spans of reads and loads; none are made if absent. */
  readonly tracer?: Tracer | undefined
}

/** Opened caches, and the end of them. */
export interface OpenedCaches<Declared extends Namespaces> {
  readonly caches: Caches<Declared>
  readonly close: () => Promise<void>
}

/**
 * Opens the caches of an app.
 *
 * Throws `DefinitionError` CACHE_NAMESPACE_INVALID and REDIS_INVALID. Redis out of reach is no error: the caches
 * do without, and go on trying.
 */
export async function openCaches<const Declared extends Namespaces>(
  options: OpenCachesOptions<Declared>,
): Promise<OpenedCaches<Declared>> {
  const { namespaces, redisUrl, prefix = 'cache', log = consoleLogger() } = options
  const { clock, commandTimeout, tracer } = options
  checkNames(namespaces)
  if (redisUrl === undefined) return opened(namespaces, { shared: undefined, clock, log, tracer })
  // Whoever has no Redis does not load its client.
  const { RedisTiers } = await import('../redis/index.ts')
  const shared = new RedisTiers({ url: redisUrl, prefix, commandTimeout, clock, log })
  const caches = opened(namespaces, { shared, clock, log, tracer })
  await shared.connect()
  return caches
}

/** Opens caches over a shared tier of any kind. */
export function opened<Declared extends Namespaces>(
  namespaces: Declared,
  surroundings: {
    readonly shared: SharedTiers | undefined
    readonly clock: Clock
    readonly log: Logger
    readonly tracer?: Tracer | undefined
  },
): OpenedCaches<Declared> {
  const caches = Object.entries(namespaces).map(([name, namespace]) => [
    name,
    new NamespaceCache<Schema, Schema>(namespace['~vivace'].definition, surroundings),
  ])
  return {
    // One for each name, made of the namespace of that name.
    caches: Object.fromEntries(caches) as Caches<Declared>,
    close: async () => surroundings.shared?.close(),
  }
}

function checkNames(namespaces: Namespaces): void {
  const names = Object.values(namespaces).map((namespace) => namespace['~vivace'].definition.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return
  throw new DefinitionError({
    code: 'CACHE_NAMESPACE_INVALID',
    where: 'cache()',
    cause: `two namespaces have the name '${twice}', and would answer each other's values`,
    remedy: 'give each a name of its own',
  })
}
