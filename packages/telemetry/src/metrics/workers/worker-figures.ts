import { HttpError } from 'vivace'
import type { Figures } from '../metric-snapshot.ts'
import {
  type PrimaryMessage,
  readFigures,
  received,
  sent,
  type WorkerMessage,
  writeFigures,
} from './metrics-message.ts'

/** What a worker tells of itself. */
export interface WorkerFiguresOptions {
  /** Which call of `metricsRouter` it was. */
  readonly router: number
  /** What has been counted: read each second, for whoever dies tells nothing more. */
  readonly count: () => Figures
  /** Everything, looked at now. */
  readonly look: () => Promise<Figures>
}

/** How often a worker tells what it has counted. What a killed worker has counted since is lost. Milliseconds. */
const every = 1_000
/** How long the primary process may take. Milliseconds. */
const patience = 3_000

/** One worker among several: it tells the primary process its figures, and asks it for those of all. */
export class WorkerFigures {
  readonly #options: WorkerFiguresOptions
  readonly #waiting = new Map<number, (figures: Figures) => void>()
  readonly #timer: NodeJS.Timeout
  #lastQuestion = 0

  constructor(options: WorkerFiguresOptions) {
    this.#options = options
    process.on('message', this.#hear)
    this.#timer = setInterval(() => void this.#tell(options.count()), every).unref()
    void this.#tell(options.count())
  }

  /** The figures of all workers. Throws 503 `metrics-unavailable` if the primary process does not say. */
  async gather(): Promise<Figures> {
    const question = ++this.#lastQuestion
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(question)
        reject(unavailable())
      }, patience)
      this.#waiting.set(question, (figures) => {
        clearTimeout(timer)
        this.#waiting.delete(question)
        resolve(figures)
      })
      void this.#send({ kind: 'gather', router: this.#options.router, question })
    })
  }

  /** Tells the last figures: this worker serves no more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#tell(this.#options.count())
    process.off('message', this.#hear)
  }

  readonly #hear = (message: unknown): void => {
    const told = received<PrimaryMessage>(message)
    if (told === undefined || told.router !== this.#options.router) return
    if (told.kind === 'gathered') this.#waiting.get(told.question)?.(readFigures(told.metrics))
    else void this.#options.look().then((figures) => this.#tell(figures, told.round))
  }

  #tell(figures: Figures, round?: number): Promise<void> {
    const { router } = this.#options
    return this.#send({ kind: 'figures', router, round, metrics: writeFigures(figures) })
  }

  // Whoever has no primary process any more, or is about to have none, has nobody to tell.
  #send(message: WorkerMessage): Promise<void> {
    return new Promise((resolve) => {
      if (process.send === undefined || !process.connected) resolve()
      else process.send(sent(message), undefined, {}, () => resolve())
    })
  }
}

function unavailable(): HttpError {
  return new HttpError(503, {
    code: 'metrics-unavailable',
    detail: 'The primary process does not tell the figures of all workers.',
  })
}
