import { isPlain } from './is-plain.ts'
import { Secret } from './secret.ts'
import { weaknessOf } from './secret-strength.ts'
import type { Environment } from './environment.ts'
import type { SettingsProblem } from './settings-error.ts'
import { variableName } from './variable-name.ts'

/** What the secrets of some settings are judged by. */
export interface SecretRules {
  readonly prefix: string
  readonly environment: Environment
  readonly weakSecrets: readonly string[]
}

/**
 * What is wrong with the secrets of some settings for production: weak ones, those that stand in the code,
 * and those that are the same. None is told.
 *
 *     judgeSecrets({ sessionKey: secret('changeme') }, rules)
 *     // [{ variable: 'SESSION_KEY', cause: 'is a placeholder' }]
 */
export function judgeSecrets(values: unknown, rules: SecretRules): SettingsProblem[] {
  const problems: SettingsProblem[] = []
  const seen = new Map<string, string>()
  for (const { path, value } of secretsIn(values, [])) {
    const variable = variableName(rules.prefix, path)
    if (rules.weakSecrets.includes(variable)) continue
    const text = rules.environment[variable] || undefined
    const revealed: unknown = value.reveal()
    const judged = text ?? (typeof revealed === 'string' ? revealed : undefined)
    const same = judged === undefined ? undefined : seen.get(judged)
    const cause = causeOf({ isSet: isSet(rules.environment, variable), text: judged, same })
    if (cause !== undefined && !problems.some((problem) => problem.variable === variable))
      problems.push({ variable, cause })
    if (judged !== undefined && !seen.has(judged)) seen.set(judged, variable)
  }
  return problems
}

function causeOf(found: {
  readonly isSet: boolean
  readonly text: string | undefined
  readonly same: string | undefined
}): string | undefined {
  if (!found.isSet) return 'is missing: in production a secret has no default'
  if (found.text === undefined) return undefined
  return (
    weaknessOf(found.text) ?? (found.same === undefined ? undefined : `is the same secret as ${found.same}`)
  )
}

/** Whether it, or the JSON of a group that it is in, is set. */
function isSet(environment: Environment, variable: string): boolean {
  for (let name = variable; ; name = name.slice(0, name.lastIndexOf('__'))) {
    if (environment[name]) return true
    if (!name.includes('__')) return false
  }
}

function* secretsIn(
  value: unknown,
  path: readonly string[],
): Generator<{ readonly path: readonly string[]; readonly value: Secret<unknown> }> {
  if (value instanceof Secret) yield { path, value }
  else if (Array.isArray(value)) for (const item of value) yield* secretsIn(item, path)
  else if (isPlain(value))
    for (const [key, member] of Object.entries(value)) yield* secretsIn(member, [...path, key])
}
