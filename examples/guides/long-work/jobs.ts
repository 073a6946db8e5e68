import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Job {
  readonly id: string
  status: 'running' | 'done' | 'cancelled' | 'failed'
  readonly steps: string[]
}

// #region jobs
/** Work that nobody has to wait for, and somebody may. */
export class Jobs {
  readonly #jobs = new Map<string, { job: Job; controller: AbortController; done: Promise<void> }>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** `undefined` if too many are running. The work goes on whoever leaves. */
  start(work: (job: Job, signal: AbortSignal) => Promise<void>): Job | undefined {
    const running = [...this.#jobs.values()].filter(({ job }) => job.status === 'running')
    if (running.length >= this.#most) return undefined
    const job: Job = { id: randomUUID(), status: 'running', steps: [] }
    const controller = new AbortController()
    const done = work(job, controller.signal).then(
      () => void (job.status = 'done'),
      () => void (job.status = controller.signal.aborted ? 'cancelled' : 'failed'),
    )
    this.#jobs.set(job.id, { job, controller, done })
    // Of more than a thousand those that have ended are forgotten, the oldest first.
    for (const [id, { job }] of this.#jobs)
      if (this.#jobs.size > 1_000 && job.status !== 'running') this.#jobs.delete(id)
    return job
  }

  read(id: string): Job | undefined {
    return this.#jobs.get(id)?.job
  }

  finished(id: string): Promise<void> | undefined {
    return this.#jobs.get(id)?.done
  }

  async cancel(id: string): Promise<Job | undefined> {
    const found = this.#jobs.get(id)
    found?.controller.abort()
    await found?.done
    return found?.job
  }

  async close(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((id) => this.cancel(id)))
  }
}
// #endregion

/** Three steps that wait for something else, as a language model makes one wait. */
export async function writeReport(job: Job, signal: AbortSignal): Promise<void> {
  for (const step of ['draft', 'critique', 'revision']) {
    await sleep(20, undefined, { signal })
    job.steps.push(step)
  }
}
