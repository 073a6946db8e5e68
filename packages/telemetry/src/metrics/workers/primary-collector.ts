import cluster, { type Worker } from 'node:cluster'
import type { Figures } from '../metric-snapshot.ts'
import { lasting, mergeMetrics } from './merge-metrics.ts'
import {
  type PrimaryMessage,
  readFigures,
  received,
  sent,
  type WorkerMessage,
  writeFigures,
} from './metrics-message.ts'

/** Workers that are being asked for their figures. */
interface Round {
  readonly pending: Set<number>
  readonly done: () => void
}

/** How long a worker may take to say its figures; then those count that it has said before. Milliseconds. */
const patience = 1_000

/**
 * Keeps the figures of all workers in their primary process: the last ones of each that lives, and what those have
 * counted that live no more. It serves nothing itself.
 *
 *     collectFromWorkers()
 */
class PrimaryCollector {
  /** By worker, and then by router. */
  readonly #living = new Map<number, Map<number, Figures>>()
  /** What dead workers have counted, by router. */
  readonly #dead = new Map<number, Figures>()
  readonly #rounds = new Map<number, Round>()
  #lastRound = 0

  constructor() {
    cluster.on('message', (worker, message: unknown) => {
      const told = received<WorkerMessage>(message)
      if (told !== undefined) this.#hear(worker, told)
    })
    // After the last message of the worker, however it ends.
    cluster.on('disconnect', (worker) => this.#bury(worker))
  }

  #hear(worker: Worker, message: WorkerMessage): void {
    const { router } = message
    if (message.kind === 'gather') {
      void this.#gather(router).then((metrics) => {
        tell(worker, { kind: 'gathered', router, question: message.question, metrics: writeFigures(metrics) })
      })
      return
    }
    const figures = this.#living.get(worker.id) ?? new Map<number, Figures>()
    this.#living.set(worker.id, figures.set(router, readFigures(message.metrics)))
    if (message.round !== undefined) this.#answered(message.round, worker.id)
  }

  async #gather(router: number): Promise<Figures> {
    // A worker that has said nothing yet is starting, and has counted nothing.
    const asked = [...this.#living].filter(([, figures]) => figures.has(router)).map(([id]) => id)
    await this.#ask(router, asked)
    const living = [...this.#living.values()].map((figures) => figures.get(router) ?? [])
    return mergeMetrics([...living, this.#dead.get(router) ?? []])
  }

  async #ask(router: number, workers: readonly number[]): Promise<void> {
    const round = ++this.#lastRound
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience)
      const done = (): void => {
        clearTimeout(timer)
        resolve()
      }
      this.#rounds.set(round, { pending: new Set(workers), done })
      for (const id of workers) {
        const worker = cluster.workers?.[id]
        if (worker === undefined) this.#answered(round, id)
        else tell(worker, { kind: 'collect', router, round })
      }
      if (workers.length === 0) done()
    })
    this.#rounds.delete(round)
  }

  #answered(round: number, worker: number): void {
    const asked = this.#rounds.get(round)
    asked?.pending.delete(worker)
    if (asked?.pending.size === 0) asked.done()
  }

  #bury({ id }: Worker): void {
    for (const [router, figures] of this.#living.get(id) ?? [])
      this.#dead.set(router, mergeMetrics([this.#dead.get(router) ?? [], lasting(figures)]))
    this.#living.delete(id)
    for (const round of this.#rounds.keys()) this.#answered(round, id)
  }
}

function tell(worker: Worker, message: PrimaryMessage): void {
  // Its channel may break at any moment; its end is heard of elsewhere.
  if (worker.isConnected()) worker.send(sent(message), () => undefined)
}

let collector: PrimaryCollector | undefined

/** Collects the figures of workers, if this process has or will have any; once for the process. */
export function collectFromWorkers(): void {
  if (cluster.isPrimary) collector ??= new PrimaryCollector()
}
