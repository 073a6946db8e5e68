import cluster from 'node:cluster'
import { isStopMessage } from './stop-message.ts'

/** The server of a worker. */
export interface WorkerServer {
  /** Stops; it accepts requests for `drainDelay` milliseconds at least. */
  stop(drainDelay?: number): Promise<void>
}

/**
 * Lets the primary process stop the server of a worker. Returns what lets go of that process, so that this one
 * can end.
 *
 *     const letGo = obeyPrimary(server)
 */
export function obeyPrimary(server: WorkerServer): () => void {
  process.on('message', (message: unknown) => {
    if (isStopMessage(message)) void server.stop(message['vivace-stop'].drainDelay).catch(endBadly)
  })
  // The primary's own: it replaces its workers one by one, while this would end all of them at once.
  process.on('SIGHUP', () => undefined)
  return () => cluster.worker?.disconnect()
}

// Whoever waits for the stop logs the error: signals and process errors do.
function endBadly(): void {
  process.exitCode = 1
}
