import type { Logger } from 'vivace'
import type { ResultHit } from '../../core/results/result-cache.ts'
import { resultKeys, type ResultQuestion } from '../../core/results/result-key.ts'
import { newRun } from '../../core/runs/new-run.ts'
import { QueueFull, RunQueue } from '../../core/runs/run-queue.ts'
import type { Run, WorkflowType } from '../../models/run.ts'
import type { Workflow } from '../workflow.ts'
import type { EngineParts } from './engine-parts.ts'
import { LiveRun } from './live-run.ts'
import { RunConduct } from './run-conduct.ts'
import { RunStopped } from './run-stopped.ts'

/** What is begun, and for whom. */
export interface Starting<Type extends WorkflowType, Params> {
  readonly workflow: Workflow<Type, Params>
  readonly topic: string
  readonly params: Params
  readonly owner: string
  readonly correlationId: string
  readonly headers: Readonly<Record<string, string>>
  readonly log: Logger
}

type Conduct = Pick<RunConduct, 'enterAndCarryOut' | 'takeResultAfter'>

/** So many times what may be active and wait may be under way in all. */
const inAll = 4
/** Every so many milliseconds a process says that its runs are alive. */
const beat = 10_000

/** Carries runs out, so many at once, and no equal ones at the same time. */
export class RunEngine {
  readonly queue: RunQueue
  readonly #options: EngineParts
  readonly #live = new Map<string, LiveRun>()
  readonly #conducts = new Set<Promise<void>>()
  /** The runs that are the first of their question, until they have ended. */
  readonly #leaders = new Map<string, Promise<void>>()
  #cancelBeat: () => void = () => {}

  constructor(options: EngineParts) {
    const { runsAtOnce, runsWaiting } = options.config
    this.queue = new RunQueue({ active: runsAtOnce, waiting: runsWaiting })
    this.#options = options
    this.#beat()
  }

  /**
   * Begins a run. It goes on whether anybody waits for it or not. A result that was kept for the same topic, or one that
   * is nearly the same, ends it at once; while an equal run is under way it waits for the result of that. Rejects with
   * `QueueFull`.
   */
  async start<Type extends WorkflowType, Params extends object>(
    starting: Starting<Type, Params>,
  ): Promise<LiveRun> {
    const { workflow, topic, params, owner, headers, log } = starting
    const { store, clock, config } = this.#options
    // Those who wait for an equal run take no place in the queue, but are not without end either.
    if (this.#live.size >= inAll * (config.runsAtOnce + config.runsWaiting))
      throw new QueueFull(`${this.#live.size} runs are not over`)
    const question = this.#question(starting)
    const hit = await this.#hit(question, log)
    const leader = hit === undefined ? this.#leaders.get(resultKeys(question).key) : undefined
    // From here to the entry of the leader nothing waits: two equal requests never both lead.
    const place = hit === undefined && leader === undefined ? this.queue.enter(owner) : undefined
    const created_at = new Date(clock.now()).toISOString()
    const { correlationId: correlation_id } = starting
    const run = newRun({
      type: workflow.type,
      topic,
      params: Object.fromEntries(Object.entries(params)),
      created_at,
      correlation_id,
    })
    const live = new LiveRun({ run, owner, headers, store, clock, log })
    const conduct = new RunConduct({
      ...this.#options,
      live,
      workflow,
      topic,
      params,
      question,
      queue: this.queue,
    })
    this.#live.set(run.workflow_id, live)
    if (hit !== undefined) conduct.answerFrom(hit)
    else live.tell('run.queued', { status: 'queued', waiting: this.queue.waiting })
    const work =
      hit !== undefined
        ? live.written()
        : place === undefined
          ? this.#follow(conduct, question)
          : this.#lead(question, () => conduct.carryOut(place))
    this.#keepUntil(
      run.workflow_id,
      work.then(() => live.written()),
    )
    return live
  }

  /** The run if it is carried out here. */
  live(id: string): LiveRun | undefined {
    return this.#live.get(id)
  }

  /** Ends everything, and waits for that. */
  async close(): Promise<void> {
    this.#cancelBeat()
    for (const live of this.#live.values()) live.stop(new RunStopped('shutting_down'))
    await Promise.all(this.#conducts)
  }

  get runsHere(): readonly Run[] {
    return [...this.#live.values()].map(({ run }) => run)
  }

  #question<Type extends WorkflowType, Params extends object>({
    workflow,
    topic,
    params,
  }: Starting<Type, Params>): ResultQuestion {
    const { languageModel } = this.#options
    const same = workflow.sameFor?.(params) ?? Object.fromEntries(Object.entries(params))
    const models = { default_model: languageModel.model, provider: languageModel.provider }
    return {
      type: workflow.type,
      topic,
      params: { ...same, ...models },
      promptVersion: workflow.promptVersion,
    }
  }

  // A cache that fails is one that has nothing.
  async #hit(question: ResultQuestion, log: Logger): Promise<ResultHit | undefined> {
    try {
      return await this.#options.results.find(question)
    } catch (error) {
      log.warn('results not looked up', { error })
      return undefined
    }
  }

  /** Carries a run out as the one that others wait for. */
  async #lead(question: ResultQuestion, carryOut: () => Promise<void>): Promise<void> {
    const { key } = resultKeys(question)
    const work = carryOut().finally(() => this.#leaders.delete(key))
    this.#leaders.set(key, work)
    await work
  }

  /** Waits for an equal run, and carries this one out if that gave no result. */
  async #follow(conduct: Conduct, question: ResultQuestion): Promise<void> {
    const { key } = resultKeys(question)
    for (;;) {
      const leader = this.#leaders.get(key)
      if (leader === undefined) return this.#lead(question, () => conduct.enterAndCarryOut())
      if (await conduct.takeResultAfter(leader)) return
    }
  }

  #keepUntil(id: string, work: Promise<void>): void {
    const conduct = work.finally(() => {
      this.#live.delete(id)
      this.#conducts.delete(conduct)
    })
    this.#conducts.add(conduct)
  }

  #beat(): void {
    this.#cancelBeat = this.#options.clock.timer(beat, () => {
      for (const live of this.#live.values()) live.beat()
      this.#beat()
    })
  }
}
