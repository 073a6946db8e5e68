import cluster, { type Worker } from 'node:cluster'
import type { StopMessage } from './stop-message.ts'

/** How a process has ended. */
export interface Ending {
  readonly code: number | null
  readonly signal: string | null
}

/**
 * A worker, from the primary's side.
 *
 *     const worker = new WorkerProcess()
 *     const port = await worker.ready      // undefined if it has ended before it listened
 *     await worker.stop({ drainDelay: 1_000, within: 15_000 })
 */
export class WorkerProcess {
  /** The port that it listens on; `undefined` if it ends before. */
  readonly ready: Promise<number | undefined>
  readonly ended: Promise<Ending>
  /** Whether it was told to go: then its end is no crash. */
  isLeaving = false
  /** How long it has listened, in milliseconds; 0 if it never has. */
  #readyAt: number | undefined = undefined
  readonly #worker: Worker

  constructor() {
    const worker = cluster.fork()
    this.#worker = worker
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => resolve({ code, signal }))
    })
    const listening = new Promise<number>((resolve) => {
      worker.once('listening', ({ port }: { readonly port: number }) => {
        this.#readyAt = performance.now()
        resolve(port)
      })
    })
    this.ready = Promise.race([listening, this.ended.then(() => undefined)])
    // The channel breaks with the process, whose end is what counts.
    worker.on('error', () => undefined)
  }

  /** As its log lines have it. */
  get id(): number {
    return this.#worker.id
  }

  /** How long it has served, in milliseconds. */
  get age(): number {
    return this.#readyAt === undefined ? 0 : performance.now() - this.#readyAt
  }

  /** Lets it answer what is in flight; what is left of it after `within` milliseconds is killed. */
  async stop({
    drainDelay,
    within,
  }: {
    readonly drainDelay: number
    readonly within: number
  }): Promise<void> {
    this.isLeaving = true
    const message: StopMessage = { 'vivace-stop': { drainDelay } }
    if (this.#readyAt === undefined) this.#worker.process.kill()
    else this.#worker.send(message, () => undefined)
    const killing = setTimeout(() => this.#worker.process.kill('SIGKILL'), within)
    await this.ended
    clearTimeout(killing)
  }
}
