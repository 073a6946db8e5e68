import type { Input, InputRecord, ValuesOf } from '../inputs/index.ts'
import { define, type Dependency } from './dependency.ts'
import type { Provided } from './provided.ts'

/** Inputs that live as long as the app. */
export type AppInputs = Readonly<Record<string, Input<unknown, 'app'>>>

/**
 * A value made once, when the app starts, and cleaned up when it stops.
 *
 *     const pool = singleton({ settings }, async function* ({ settings }) {
 *       const pool = createPool(settings.databaseUrl)
 *       yield pool
 *       await pool.end()
 *     })
 *
 * Singletons start in the order of their inputs and stop in reverse. One that names an input of a request
 * does not compile, and does not start.
 */
export function singleton<const Inputs extends AppInputs, Result>(
  inputs: Inputs,
  make: (values: ValuesOf<Inputs & InputRecord>) => Result,
): Dependency<Provided<Result>, 'app'> {
  return { '~vivace': { lifetime: 'app', dependency: define<Inputs>(inputs, make, { lifetime: 'app' }) } }
}
