import type { Logger } from '../exchange/logger.ts'

/** Even where nothing is waited for, a process may take so long to end by itself. In milliseconds. */
const shortest = 1_000

/**
 * Ends a process that has stopped serving and yet goes on, when so many milliseconds are over: a timer that nobody
 * clears, or a pool that nobody ends, would hold it until it is killed.
 *
 *     endLeftover(log, 10_000)
 *     // warn  The process is ended: something goes on after the app has stopped. { open: { Timeout: 1 } }
 *
 * Keeps no process up that would end by itself. `open` counts what `process.getActiveResourcesInfo()` names.
 */
export function endLeftover(log: Logger, after: number): void {
  const end = (): void => {
    const open: Record<string, number> = {}
    for (const name of process.getActiveResourcesInfo()) open[name] = (open[name] ?? 0) + 1
    log.warn('The process is ended: something goes on after the app has stopped.', { open })
    process.exit()
  }
  setTimeout(end, Math.max(shortest, after)).unref()
}
