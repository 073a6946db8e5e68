import { parseNamedValue } from './named-value.ts'
import { splitUnquoted } from './split-unquoted.ts'

/** One preference of a client (RFC 7240, section 2). */
export interface Preference {
  /** Without quotes; empty if there is none. */
  readonly value: string
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * The preferences of a Prefer header by their names in lower case. What is malformed is left out, and of several with
 * one name the first counts (RFC 7240, section 2).
 *
 *     parsePrefer('respond-async, wait=10')    // Map { 'respond-async' => …, 'wait' => { value: '10', … } }
 */
export function parsePrefer(header: string): ReadonlyMap<string, Preference> {
  const preferences = new Map<string, Preference>()
  for (const part of splitUnquoted(header, ',')) {
    const [first, ...parameters] = splitUnquoted(part, ';').map(parseNamedValue)
    if (first === undefined || parameters.includes(undefined)) continue
    const [name, value] = first
    if (preferences.has(name)) continue
    const named = parameters.flatMap((parameter) => (parameter === undefined ? [] : [parameter]))
    preferences.set(name, { value, parameters: new Map(named) })
  }
  return preferences
}
