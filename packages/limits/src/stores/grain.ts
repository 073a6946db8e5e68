/** How many entries the log of one key has at the most. */
const maxEntries = 100

/**
 * The milliseconds that units of one key are counted by: 1 up to a limit of 100, so that every unit is given back to the
 * millisecond, and a hundredth of the window above. Units are counted at the end of their grain: given back late by one
 * grain at the most, and never early.
 *
 *     grainOf({ limit: 100, window: 60_000 })      // 1
 *     grainOf({ limit: 5_000, window: 60_000 })    // 600
 */
export function grainOf({ limit, window }: { readonly limit: number; readonly window: number }): number {
  return limit <= maxEntries ? 1 : Math.max(1, Math.ceil(window / maxEntries))
}
