import type { Logger } from 'vivace'
import type { Engine } from '../engine/engine.ts'
import type { PostgresOptions } from '../postgres/postgres-options.ts'

/** Which database is opened, and how. */
export interface EngineOptions extends Omit<PostgresOptions, 'url'> {
  /** `postgres://…` or `memory:`. DATABASE_URL if absent, and without that the embedded one on disk. */
  readonly url?: string
  /** Where the embedded database keeps its files. `.vivace/data` if absent. */
  readonly directory?: string
  /** Extensions of PostgreSQL that the embedded database has beside its own; a server has those that are installed there. */
  readonly extensions?: readonly string[]
  readonly log?: Logger
}

/** The address in the environment; `undefined` where DATABASE_URL is absent or empty. */
export function databaseUrl(): string | undefined {
  const url = process.env['DATABASE_URL']
  return url === '' ? undefined : url
}

/**
 * Opens a database outside of an app: for scripts and commands. Whoever opens it closes it.
 *
 *     const engine = await openEngine({ url: 'memory:' })
 *     await engine.close()
 *
 * Throws `DefinitionError` DATABASE_INVALID and DURATION_INVALID.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const { url = databaseUrl(), directory = '.vivace/data', ...others } = options
  // Each is loaded where it is used: nobody needs both.
  if (url !== undefined && url !== 'memory:') {
    const { openPostgres } = await import('../postgres/open-postgres.ts')
    return openPostgres({ ...others, url })
  }
  const { openEmbedded } = await import('../embedded/open-embedded.ts')
  const { extensions, pool, statementTimeout, log } = others
  return openEmbedded({
    directory: url === 'memory:' ? 'memory' : directory,
    ...(extensions === undefined ? {} : { extensions }),
    ...(pool?.acquireTimeout === undefined ? {} : { acquireTimeout: pool.acquireTimeout }),
    ...(statementTimeout === undefined ? {} : { statementTimeout }),
    ...(log === undefined ? {} : { log }),
  })
}
