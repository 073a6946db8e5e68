import { parseDuration, singleton } from 'vivace'
import { migrationStatus } from '../migrations/migration-status.ts'
import type { DatabaseCheck, DatabaseCheckOptions } from './database-check.ts'
import type { DatabaseDefinition } from './define-database.ts'

/**
 * Says for readiness whether the database has had every migration of this app.
 *
 *     export const data = defineDatabase({ schema })
 *     app.include(healthRouter({ checks: { migrations: migrationsCheck(data) } }))
 *
 * Once it has, the database is not asked again. The role of the app must be allowed to read `vivace_migrations`. Throws
 * `DefinitionError` DURATION_INVALID.
 */
export function migrationsCheck(
  { engine, options }: Pick<DatabaseDefinition, 'engine' | 'options'>,
  { timeout = '2s', required = true }: DatabaseCheckOptions = {},
): DatabaseCheck {
  return {
    probe: singleton({ engine }, ({ engine }) => {
      let isDone = false
      return async () => {
        if (isDone) return
        const { pending, fault } = await migrationStatus(engine, options.migrations)
        if (fault !== undefined)
          throw new NotReady('The database and the migrations of this app have parted.', fault)
        if (pending.length > 0) throw new NotReady(pendingText(pending.length))
        isDone = true
      }
    }),
    timeout: parseDuration(timeout, 'migrationsCheck()'),
    isRequired: required,
  }
}

function pendingText(count: number): string {
  return count === 1 ? '1 migration is pending.' : `${count} migrations are pending.`
}

/** What `@vivace/telemetry` shows to whoever asks; it knows it by its name. */
class NotReady extends Error {
  override readonly name = 'NotReady'

  constructor(message: string, cause?: string) {
    super(message, { cause })
  }
}
