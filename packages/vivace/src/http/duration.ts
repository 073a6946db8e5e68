import { DefinitionError } from '../errors/index.ts'
import { parseQuantity } from './quantity.ts'

/** A length of time: a number of milliseconds, or whole units such as `'30s'`. */
export type Duration = number | `${bigint}${'ms' | 's' | 'm' | 'h' | 'd'}`

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/**
 * The milliseconds of a duration. `where` is the option it was given to, for the message.
 *
 *     parseDuration('30s', 'timeout()')    // 30000
 *
 * Throws `DefinitionError` DURATION_INVALID.
 */
export function parseDuration(duration: Duration, where: string): number {
  const milliseconds = parseQuantity(duration, units)
  if (milliseconds !== undefined) return milliseconds
  throw new DefinitionError({
    code: 'DURATION_INVALID',
    where,
    cause: `${typeof duration === 'number' ? duration : JSON.stringify(duration)} is not a duration`,
    remedy: "write a whole number of milliseconds, or of units as in '500ms', '30s', '5m', '2h', '1d'",
  })
}
