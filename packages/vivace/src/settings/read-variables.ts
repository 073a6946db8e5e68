import { UNDECODABLE } from '../schema/index.ts'
import type { Environment } from './environment.ts'
import { isPlain } from './is-plain.ts'
import type { SettingsProblem } from './settings-error.ts'
import { parseJson, type Variable } from './variables.ts'

/** What the environment says, before the schema judges it. */
export interface RawSettings {
  readonly values: Readonly<Record<string, unknown>>
  /** Variables whose text cannot be of their type. */
  readonly problems: readonly SettingsProblem[]
}

/**
 * Reads variables as the values that their schema declares. An empty variable is one that is not set, as
 * shells and container files write it.
 *
 *     readVariables(variables, { PORT: '8000', DEBUG: '' }).values    // { port: 8000 }
 */
export function readVariables(variables: readonly Variable[], environment: Environment): RawSettings {
  const problems: SettingsProblem[] = []
  return { values: readMembers(variables, { environment, problems }, {}), problems }
}

interface Reading {
  readonly environment: Environment
  readonly problems: SettingsProblem[]
}

function readMembers(
  variables: readonly Variable[],
  reading: Reading,
  values: Record<string, unknown>,
): Record<string, unknown> {
  for (const each of variables) {
    const value = each.kind === 'group' ? readGroup(each, reading) : readLeaf(each, reading)
    // A setting may be called __proto__: assigned, it would change the prototype.
    if (value !== undefined)
      Object.defineProperty(values, each.key, { value, enumerable: true, writable: true, configurable: true })
  }
  return values
}

function readGroup(group: Variable & { kind: 'group' }, reading: Reading): unknown {
  const whole = textOf(reading, group.variable)
  const given = whole === undefined ? {} : parseJson(whole)
  if (!isPlain(given)) {
    reading.problems.push({ variable: group.variable, cause: 'must be a JSON object' })
    return undefined
  }
  const values = readMembers(group.members, reading, { ...given })
  return Object.keys(values).length > 0 || group.isRequired || whole !== undefined ? values : undefined
}

function readLeaf(leaf: Variable & { kind: 'leaf' }, reading: Reading): unknown {
  const text = textOf(reading, leaf.variable)
  if (text === undefined) return undefined
  const value = leaf.decode(text)
  if (value !== UNDECODABLE) return value
  reading.problems.push({ variable: leaf.variable, cause: leaf.expected })
  return undefined
}

function textOf({ environment }: Reading, variable: string): string | undefined {
  return environment[variable] || undefined
}
