import type { Tracer } from '../exchange/index.ts'
import type { Dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

/**
 * What the app is traced with (`App({ tracer })`), as an input; `undefined` if it is not.
 *
 *     const report = dependency({ tracer, orders }, ({ tracer, orders }) =>
 *       inSpan(tracer, { name: 'sum up orders' }, () => sumUp(orders)),
 *     )
 */
export const tracer: Dependency<Tracer | undefined, 'app'> = singleton(
  {},
  (): Tracer | undefined => undefined,
)
