import type { Logger } from 'vivace'
import type { Engine } from '../engine/engine.ts'
import { migrate } from './migrate.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { readMigrations } from './read-migrations.ts'

/** What is known of a database that an app opens. */
export interface StartOptions {
  readonly migrations?: URL | string | undefined
  /** Whether it is forgotten with the process, so that nobody else could have migrated it. */
  readonly isInMemory: boolean
  readonly log: Logger
}

/**
 * Applies what is pending when an app opens its database, if somebody has asked for it: `vivace start --migrate` and
 * `vivace dev` set VIVACE_MIGRATE=start. One in memory is always migrated.
 *
 *     await migrateOnStart(engine, { migrations, isInMemory: false, log })
 *
 * Throws what `migrate` throws, and the app does not start.
 */
export async function migrateOnStart(
  engine: Engine,
  { migrations, isInMemory, log }: StartOptions,
): Promise<void> {
  if (!isInMemory && process.env['VIVACE_MIGRATE'] !== 'start') return
  if ((await readMigrations(migrationsFolder(migrations))).length === 0) return
  await migrate(engine, {
    folder: migrations,
    onDone({ name, duration }) {
      if (!isInMemory)
        log.info('A migration was applied.', { migration: name, duration_ms: Math.round(duration) })
    },
  })
}
