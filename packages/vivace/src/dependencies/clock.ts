import { type Clock, systemClock } from '../exchange/index.ts'
import type { Dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

/**
 * The clock, as an input: tests replace it by a fake one.
 *
 *     inputs: { clock }
 *     ({ clock }) => ({ expiresAt: clock.now() + 60_000 })
 */
export const clock: Dependency<Clock, 'app'> = singleton({}, () => systemClock)
