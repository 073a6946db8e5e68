import { type Dependency, type Duration, parseDuration, singleton } from 'vivace'
import type { DatabaseDefinition } from './define-database.ts'

/** How the check is judged. */
export interface DatabaseCheckOptions {
  /** How long it may take. `2s` if absent. */
  readonly timeout?: Duration
  /** Whether requests should go elsewhere while it fails; if absent, they should. */
  readonly required?: boolean
}

/** A check as the `healthRouter` of `@vivace/telemetry` takes it. */
export interface DatabaseCheck {
  readonly probe: Dependency<(signal: AbortSignal) => Promise<void>, 'app'>
  /** In milliseconds. */
  readonly timeout: number
  readonly isRequired: boolean
}

/**
 * Says for readiness whether the database answers.
 *
 *     const db = defineDatabase({ schema })
 *     app.include(healthRouter({ checks: { database: databaseCheck(db) } }))
 *
 * Throws `DefinitionError` DURATION_INVALID.
 */
export function databaseCheck(
  { engine }: Pick<DatabaseDefinition, 'engine'>,
  { timeout = '2s', required = true }: DatabaseCheckOptions = {},
): DatabaseCheck {
  return {
    probe: singleton({ engine }, ({ engine }) => async (signal: AbortSignal) => {
      await engine.run({ text: 'select 1', values: [] }, { signal })
    }),
    timeout: parseDuration(timeout, 'databaseCheck()'),
    isRequired: required,
  }
}
