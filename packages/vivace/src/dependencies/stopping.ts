import { Shutdown } from '../exchange/index.ts'
import type { Dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

/** The end of the app that is running; mounted apps share it. */
export const shutdown: Dependency<Shutdown, 'app'> = singleton({}, () => new Shutdown())

/**
 * Whether the app has been asked to stop, as an input: true from then on, earlier than `stopping` aborts, while
 * requests are still answered. Whoever tells balancers whether to send requests here asks it.
 *
 *     app.get('/ready', { inputs: { isStopping } }, ({ isStopping }) => ({ ready: !isStopping() }))
 */
export const isStopping: Dependency<() => boolean, 'app'> = singleton(
  { shutdown },
  ({ shutdown }) =>
    () =>
      shutdown.isNear,
)

/**
 * A signal that aborts when the app begins to stop, as an input: for whatever would never end by itself.
 *
 *     const orders = singleton({ stopping }, ({ stopping }) => subscribe('orders', { signal: stopping }))
 *
 * `serve` aborts it after `drainDelay`, when no more connections are accepted; what is in flight then has
 * `gracePeriod` to end. `events()` streams end by themselves with their next item.
 */
export const stopping: Dependency<AbortSignal, 'app'> = singleton(
  { shutdown },
  ({ shutdown }) => shutdown.signal,
)
