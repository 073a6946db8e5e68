import { consoleLogger } from '../../exchange/console-logger.ts'
import type { Logger } from '../../exchange/logger.ts'
import type { Served } from '../../exchange/served.ts'
import { misconfigured } from '../../settings/exit-as-misconfigured.ts'
import { watchProcessErrors } from '../process-errors.ts'
import type { Server } from '../server.ts'
import { serverAddress } from '../server-address.ts'
import type { ServeSettings } from '../serve-settings.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import type { Ending } from './worker-process.ts'
import { WorkerPool } from './worker-pool.ts'

/** How long a worker may take beyond its grace period, to clean up. In milliseconds. */
const cleanUpTime = 5_000

/**
 * The primary process of a server with workers: it serves nothing itself, starts the app in none of its own, and
 * sees to it that there are always as many workers as were asked for.
 *
 *     const server = await serveWorkers(app, settings)
 *
 * Ends the process when the workers cannot start, with their exit code.
 */
export async function serveWorkers(app: Served, settings: ServeSettings): Promise<Server> {
  const server = new PrimaryServer(app, settings)
  await server.start()
  return server
}

class PrimaryServer implements Server {
  readonly log: Logger
  readonly #settings: ServeSettings
  readonly #pool: WorkerPool
  readonly #forget: (() => void)[] = []
  #port: number
  #stopping: Promise<void> | undefined = undefined

  constructor(app: Served, settings: ServeSettings) {
    const { workers: count, drainDelay, gracePeriod } = settings
    this.#settings = settings
    this.#port = settings.port
    this.log = app.log ?? consoleLogger()
    this.#pool = new WorkerPool({
      count,
      drainDelay,
      stopWithin: drainDelay + gracePeriod + cleanUpTime,
      log: this.log,
      onHopeless: (ending) => void this.#giveUp('The workers end as soon as they serve.', ending),
    })
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return serverAddress(this.#settings, this.#port)
  }

  async start(): Promise<void> {
    // From the start on: whoever stops a server that is starting must not leave its workers behind.
    this.#forget.push(stopOnSignals(this, this.#settings), this.#restartOnHangUp())
    if (this.#settings.processErrors) this.#forget.push(watchProcessErrors(this))
    const started = await this.#pool.start()
    if (typeof started === 'number') {
      this.#port = started
      return
    }
    if (this.#stopping === undefined) await this.#giveUp('A worker has ended before it served.', started)
    // Asked to stop before it served: there is nothing to say, and nothing to answer to.
    await this.#stopping
    process.exit()
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #stop(): Promise<void> {
    await this.#pool.stop()
    for (const forget of this.#forget) forget()
  }

  #restartOnHangUp(): () => void {
    const restart = (): void => void this.#pool.restart()
    process.on('SIGHUP', restart)
    return () => process.off('SIGHUP', restart)
  }

  async #giveUp(reason: string, ending: Ending): Promise<never> {
    this.log.error(reason, { ...ending })
    await this.stop()
    // Supervisors need not try again what the configuration forbids.
    process.exit(ending.code === misconfigured ? misconfigured : 1)
  }
}
