import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../exchange/logger.ts'
import { type Ending, WorkerProcess } from './worker-process.ts'

/** How a pool keeps its workers. */
export interface PoolSettings {
  readonly count: number
  readonly drainDelay: number
  /** How long a worker may take to stop, in milliseconds. */
  readonly stopWithin: number
  readonly log: Logger
  /** Called when workers die as soon as they serve, and it makes no sense to go on. */
  readonly onHopeless: (ending: Ending) => void
}

/** A worker that ends sooner than this has not survived. In milliseconds. */
const shortLife = 10_000
/** After so many workers in a row that have not survived, the next one will not either. */
const mostDeaths = 5
const firstPause = 100
const longestPause = 10_000

/**
 * How long a worker that is replaced still answers, in milliseconds: every connection that is used meanwhile is
 * told to close, so that none is cut while a request is on its way.
 */
const farewell = 1_000

/**
 * As many processes as are wanted: each that dies is replaced, after a pause that grows as long as they die at
 * once.
 *
 *     const pool = new WorkerPool({ count: 2, … })
 *     await pool.start()
 *     await pool.restart()    // one by one, without a lost request
 */
export class WorkerPool {
  readonly #settings: PoolSettings
  #workers: WorkerProcess[] = []
  #deaths = 0
  #isStopping = false
  #restarting: Promise<void> = Promise.resolve()

  constructor(settings: PoolSettings) {
    this.#settings = settings
  }

  /** Resolves to the port when all are listening, or to the end of the first that ended before it listened. */
  async start(): Promise<number | Ending> {
    // One first: what keeps it from starting keeps all of them, and is to be read once.
    const first = this.#fork()
    const port = await first.ready
    if (port === undefined) return first.ended
    const others = Array.from({ length: this.#settings.count - 1 }, () => this.#fork())
    for (const worker of others) if ((await worker.ready) === undefined) return worker.ended
    for (const worker of this.#workers) this.#watch(worker)
    return port
  }

  /** Replaces every worker, the new one listening before the old one goes. If one cannot, the old ones stay. */
  restart(): Promise<void> {
    return (this.#restarting = this.#restarting.then(() => this.#replaceAll()))
  }

  /** Stops all of them, and starts no more. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await Promise.all(this.#workers.map((worker) => this.#dismiss(worker, this.#settings.drainDelay)))
  }

  #fork(): WorkerProcess {
    const worker = new WorkerProcess()
    this.#workers.push(worker)
    void worker.ended.then(() => (this.#workers = this.#workers.filter((each) => each !== worker)))
    return worker
  }

  #dismiss(worker: WorkerProcess, drainDelay: number): Promise<void> {
    const { drainDelay: usual, stopWithin } = this.#settings
    return worker.stop({ drainDelay, within: stopWithin + Math.max(0, drainDelay - usual) })
  }

  async #replaceAll(): Promise<void> {
    const { log, drainDelay } = this.#settings
    const leaving: Promise<void>[] = []
    for (const old of this.#workers.filter(({ isLeaving }) => !isLeaving)) {
      if (this.#isStopping) break
      const worker = this.#fork()
      if ((await worker.ready) === undefined) {
        log.error('A new worker does not start: the old ones stay.', { ...(await worker.ended) })
        break
      }
      this.#watch(worker)
      leaving.push(this.#dismiss(old, Math.max(drainDelay, farewell)))
    }
    await Promise.all(leaving)
    log.info('The workers were replaced.', { workers: leaving.length })
  }

  #watch(worker: WorkerProcess): void {
    void worker.ended.then((ending) => this.#judge(worker, ending))
  }

  async #judge(worker: WorkerProcess, ending: Ending): Promise<void> {
    if (worker.isLeaving || this.#isStopping) return
    const { log, onHopeless } = this.#settings
    this.#deaths = worker.age < shortLife ? this.#deaths + 1 : 1
    if (this.#deaths >= mostDeaths) return onHopeless(ending)
    const pause = Math.min(firstPause * 2 ** (this.#deaths - 1), longestPause)
    log.error('A worker has ended: another one takes its place.', { worker: worker.id, ...ending, pause })
    await delay(pause)
    if (this.#isStopping) return
    const next = this.#fork()
    this.#watch(next)
  }
}
