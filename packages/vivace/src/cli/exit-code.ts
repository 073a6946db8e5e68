import { DefinitionError } from '../errors/index.ts'
import { isMisconfiguration } from '../settings/exit-as-misconfigured.ts'
import { UsageError } from './usage-error.ts'

/** How a command ends: 0 well, 1 it failed or found something, 2 it was called wrongly, 78 the configuration is wrong. */
export type ExitCode = 0 | 1 | 2 | 78

/**
 * The exit code of a command that has thrown.
 *
 *     exitCodeOf(new UsageError('…'))    // 2
 */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return 2
  return isMisconfiguration(error) ? 78 : 1
}

/** What a person reads of an error: no stack where the message says it all. */
export function messageOf(error: unknown): string {
  if (error instanceof UsageError || error instanceof DefinitionError || isMisconfiguration(error))
    return error.message
  if (error instanceof Error && error.name === 'DefinitionError') return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
