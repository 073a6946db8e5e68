import { constants } from 'node:os'
import type { Logger } from '../exchange/logger.ts'
import { endLeftover } from './end-leftover.ts'
import type { ServeSettings } from './serve-settings.ts'

/**
 * A terminal sends Ctrl-C to every program in it, and `npm start` sends it on once more: what comes so soon
 * after the first, in milliseconds, is the same signal.
 */
const sameSignal = 100

/** What is stopped, and where it is written if that fails. */
export interface Stoppable {
  readonly log: Logger
  stop(): Promise<void>
}

/**
 * Stops a server when the process is asked to end; a second signal ends the process at once, with the exit
 * code that shells expect. Returns what takes the listeners off again.
 *
 *     const forget = stopOnSignals(server, { signals: ['SIGTERM', 'SIGINT'], gracePeriod: 10_000 })
 *
 * After the first signal the process ends by itself, when nothing is left to do; what keeps it up for longer than
 * one more grace period is named in the log, and ended.
 */
export function stopOnSignals(
  server: Stoppable,
  { signals, gracePeriod }: Pick<ServeSettings, 'signals' | 'gracePeriod'>,
): () => void {
  let first: number | undefined
  const stop = async (): Promise<void> => {
    try {
      await server.stop()
    } catch (error) {
      server.log.error('The app could not be stopped.', { error })
      process.exitCode = 1
    }
    endLeftover(server.log, gracePeriod)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    if (first !== undefined) {
      if (performance.now() - first > sameSignal) process.exit(128 + constants.signals[signal])
      return
    }
    first = performance.now()
    void stop()
  }
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    for (const signal of signals) process.off(signal, onSignal)
  }
}
