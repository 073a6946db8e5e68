import type { Logger } from '../exchange/logger.ts'

/** How long a process that has lost its footing may take to answer what is in flight. In milliseconds. */
const drainTime = 10_000

/** What is stopped when the process has to end. */
export interface Stoppable {
  readonly log: Logger
  stop(): Promise<void>
}

// The process has one pair of listeners, however many servers it has.
const servers = new Set<Stoppable>()
let isEnding = false

/**
 * Keeps one bad request from ending the process. A promise that rejects and that nobody waits for (a forgotten
 * `await`) is an error in the log, and nothing else. An error that is thrown outside of any request (in a
 * timer, or by an emitter that nobody listens to) may have left anything half done: it is logged, what is in
 * flight is answered, and the process ends with 1, for its supervisor to start it again. Returns what takes the
 * listeners off.
 *
 *     const forget = watchProcessErrors(server)
 */
export function watchProcessErrors(server: Stoppable): () => void {
  if (servers.size === 0) {
    process.on('unhandledRejection', onRejection)
    process.on('uncaughtException', onException)
  }
  servers.add(server)
  return () => {
    servers.delete(server)
    if (servers.size > 0 || isEnding) return
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', onException)
  }
}

function onRejection(error: unknown): void {
  log('A promise was rejected, and nobody waits for it: an await is missing.', error)
}

function onException(error: unknown): void {
  log('An error was thrown outside of any request: the process ends.', error)
  if (isEnding) return
  isEnding = true
  setTimeout(() => process.exit(1), drainTime)
  void Promise.allSettled([...servers].map((server) => server.stop())).then(() => process.exit(1))
}

// A log that throws must not be what ends the process.
function log(message: string, error: unknown): void {
  for (const server of servers) {
    try {
      return server.log.error(message, { error })
    } catch {
      // The next one, perhaps.
    }
  }
}
