import { DefinitionError, type Failure } from '../errors/index.ts'
import { describeAt, failuresOf, type JsonSchema, resolve, type Schema, validate } from '../schema/index.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { isPlain } from './is-plain.ts'
import { judgeSecrets } from './judge-secrets.ts'
import { readVariables } from './read-variables.ts'
import { SettingsError, type SettingsProblem } from './settings-error.ts'
import type { SettingsOptions } from './settings-options.ts'
import { variableName } from './variable-name.ts'
import { variablesOf } from './variables.ts'
import { wordFailure, withoutValues } from './word-failure.ts'

/**
 * Reads settings from the environment and from `.env` files, now; `settings()` does it when the app starts.
 *
 *     const { origins } = readSettings(z.object({ origins: z.array(z.url()) }))    // ORIGINS=https://a.example
 *
 * `databaseUrl` is read from DATABASE_URL, `smtp.host` from SMTP__HOST, a list from texts with commas between
 * them, anything else that is no text, number or boolean from JSON. The result is frozen.
 *
 * Throws `SettingsError`, which names every variable that is wrong and tells no value.
 */
export function readSettings<Output>(
  schema: Schema<unknown, Output>,
  options: SettingsOptions = {},
): Readonly<Output> {
  const { prefix = '' } = options
  const files =
    options.environment !== undefined || options.files === false ? [] : (options.files ?? usualFiles)
  const environment = options.environment ?? readEnvironment(files)
  const json = objectSchema(describeAt('settings()', schema, 'input'))
  const raw = readVariables(variablesOf(json, prefix), environment)
  const verdict = validate(schema, raw.values)
  if (verdict instanceof Promise) throw asynchronous(verdict)
  const problems = new Map<string, SettingsProblem>(raw.problems.map((each) => [each.variable, each]))
  const add = (problem: SettingsProblem): void => {
    if (!problems.has(problem.variable)) problems.set(problem.variable, problem)
  }
  if (verdict.issues !== undefined) {
    const { issues } = verdict
    const failures = failuresOf({ issues, place: 'form', prefix: [], json, value: raw.values })
    for (const failure of failures) add(problemOf(failure, { prefix, environment, json }))
  } else if (options.production ?? environment['NODE_ENV'] === 'production') {
    const rules = { prefix, environment, weakSecrets: options.weakSecrets ?? [] }
    for (const problem of judgeSecrets(verdict.value, rules)) add(problem)
  }
  if (problems.size > 0 || verdict.issues !== undefined)
    throw new SettingsError([...problems.values()], files)
  return freeze(verdict.value)
}

const usualFiles: readonly string[] = ['.env', '.env.local']

function objectSchema(json: JsonSchema): JsonSchema {
  const resolved = resolve(json, json)
  if (resolved.type === 'object')
    return { ...resolved, ...(json.$defs === undefined ? {} : { $defs: json.$defs }) }
  throw new DefinitionError({
    code: 'MODEL_NOT_AN_OBJECT',
    where: 'settings()',
    cause: 'the schema of settings is not an object',
    remedy: 'give it an object schema with one member for each setting',
  })
}

function asynchronous(verdict: Promise<unknown>): DefinitionError {
  verdict.catch(() => undefined)
  return new DefinitionError({
    code: 'SETTINGS_INVALID',
    where: 'settings()',
    cause: 'the schema is asynchronous, and settings are read at once',
    remedy: 'check what needs to wait in a singleton that has the settings as its input',
  })
}

interface Source {
  readonly prefix: string
  readonly environment: Environment
  readonly json: JsonSchema
}

/** The failure of a member by the variable that it is read from: of a list, or of JSON, by the whole. */
function problemOf(failure: Failure, { prefix, environment, json }: Source): SettingsProblem {
  const path: string[] = []
  let inside: JsonSchema | undefined = json
  for (const step of failure.path) {
    const member: JsonSchema | undefined = inside?.properties?.[step]
    if (member === undefined) break
    path.push(String(step))
    inside = resolve(member, json)
  }
  if (path.length === 0) {
    const texts = Object.keys(json.properties ?? {}).map(
      (name) => environment[variableName(prefix, [name])] ?? '',
    )
    return {
      variable: 'the settings together',
      cause: `are not valid: ${withoutValues(failure.message, texts)}`,
    }
  }
  const variable = variableName(prefix, path)
  return { variable, cause: wordFailure(failure, environment[variable]) }
}

/** Freezes data to its ends; instances of classes stay as they are. */
function freeze<Value>(value: Value): Value {
  if (!Array.isArray(value) && !isPlain(value)) return value
  for (const member of Object.values(value)) freeze(member)
  return Object.freeze(value)
}
