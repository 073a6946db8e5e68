import { DefinitionError } from '../errors/index.ts'
import { exitAsMisconfigured } from './exit-as-misconfigured.ts'

/** One variable that is wrong. It never tells the value. */
export interface SettingsProblem {
  /** `DATABASE_URL` */
  readonly variable: string
  /** What is wrong, to be read after the name: `is missing`. */
  readonly cause: string
}

/**
 * The environment is not what the settings demand: every variable that is wrong, by its name, and never a
 * value. A process that nobody catches it in ends with the exit code 78 (EX_CONFIG of sysexits.h).
 *
 *     settings: 2 variables are wrong:
 *       DATABASE_URL is missing
 *       PORT must be at least 1024.
 *     To fix it, set them in the environment, in .env or in .env.local.
 *     (SETTINGS_INVALID, see docs/errors.md)
 */
export class SettingsError extends DefinitionError {
  readonly problems: readonly SettingsProblem[]

  constructor(problems: readonly SettingsProblem[], files: readonly string[]) {
    const lines = problems.map(({ variable, cause }) => `\n  ${variable} ${cause}`)
    const count = problems.length === 1 ? '1 variable is' : `${problems.length} variables are`
    super({
      code: 'SETTINGS_INVALID',
      where: 'settings',
      cause: `${count} wrong:${lines.join('')}`,
      remedy: `set ${problems.length === 1 ? 'it' : 'them'} in ${placesOf(files)}`,
    })
    this.problems = problems
    exitAsMisconfigured(this)
  }
}

function placesOf(files: readonly string[]): string {
  const [last, ...others] = ['the environment', ...files].reverse()
  return others.length === 0 ? String(last) : `${others.reverse().join(', ')} or ${last}`
}
