import { runSeconds, runsFinished } from '../../core/metrics.ts'
import { aborted } from '../../core/runs/aborted.ts'
import type { ResultHit } from '../../core/results/result-cache.ts'
import type { ResultQuestion } from '../../core/results/result-key.ts'
import type { Place, RunQueue } from '../../core/runs/run-queue.ts'
import type { RunHappening } from '../../core/runs/run-states.ts'
import type { ResumeRequest } from '../../models/requests.ts'
import type { PlanStep } from '../../models/results.ts'
import type { ResultOf, Run, WorkflowType } from '../../models/run.ts'
import type { Workflow, WorkflowOutcome } from '../workflow.ts'
import type { EngineParts } from './engine-parts.ts'
import type { LiveRun, RunChanges } from './live-run.ts'
import { runFailure } from './run-failure.ts'
import { RunStopped } from './run-stopped.ts'
import { StepContext } from './step-context.ts'

/** What is carried out, and with what. */
export interface RunConductOptions<Type extends WorkflowType, Params> extends EngineParts {
  readonly live: LiveRun
  readonly workflow: Workflow<Type, Params>
  readonly topic: string
  readonly params: Params
  readonly question: ResultQuestion
  readonly queue: RunQueue
}

/** The way of one run from the queue to its end. It never rejects: what goes wrong is the run's error. */
export class RunConduct<Type extends WorkflowType = WorkflowType, Params = never> {
  readonly #options: RunConductOptions<Type, Params>
  #place: Place | undefined = undefined
  #start = performance.now()
  #cancelDeadline: () => void = () => {}

  constructor(options: RunConductOptions<Type, Params>) {
    this.#options = options
  }

  /** Waits for its turn at a place, and carries the run out. */
  async carryOut(place: Place): Promise<void> {
    const { live } = this.#options
    this.#place = place
    try {
      await place.turn(live.signal)
      this.#start = performance.now()
      live.happen('start', { started_at: live.now() })
      this.#beginDeadline()
      await this.#end(await this.#execute())
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#cancelDeadline()
      // While a person is waited for there is none.
      this.#place?.leave()
      this.#count()
    }
  }

  /** As `carryOut`, at a place that it has to get first. */
  async enterAndCarryOut(): Promise<void> {
    const { live, queue } = this.#options
    try {
      live.signal.throwIfAborted()
      await this.carryOut(queue.enter(live.owner))
    } catch (error) {
      this.#fail(error)
      this.#count()
    }
  }

  /** Waits for another run, and ends this one with what that has given; false if it gave nothing. */
  async takeResultAfter(leader: Promise<void>): Promise<boolean> {
    const { live, results, question } = this.#options
    try {
      await aborted(live.signal, leader)
      const kept = await results.again(question)
      if (kept === undefined) return false
      this.answerFrom({ kept, similarity: 1 })
    } catch (error) {
      this.#fail(error)
      this.#count()
    }
    return true
  }

  /** Ends the run with a result that was kept. */
  answerFrom({ kept, similarity }: ResultHit): void {
    const { live } = this.#options
    // It was kept under this workflow's name.
    const result = kept.result as ResultOf<Type>
    const facts = { cached: true, cache_similarity: similarity, provider: kept.provider }
    this.#finish('complete', { ...facts, result: this.#presented(result) })
    live.log.info('run answered from cache', { similarity })
    this.#count()
  }

  #execute(): Promise<WorkflowOutcome<Type>> {
    const { live, workflow, topic, params, languageModel, toolbox } = this.#options
    const approve = (plan: readonly PlanStep[]): Promise<readonly PlanStep[]> => this.#approve(plan)
    return workflow.execute(topic, params, new StepContext({ live, languageModel, toolbox, approve }))
  }

  async #end(outcome: WorkflowOutcome<Type>): Promise<void> {
    const { live, results, question } = this.#options
    // A step that was under way when the run was cancelled may have ended well.
    if (live.signal.reason instanceof RunStopped && live.signal.reason.reason !== 'deadline_exceeded')
      throw live.signal.reason
    if (outcome.status === 'failed') return this.#finish('fail', { error: outcome.error })
    if (outcome.status === 'partial')
      return this.#finish('complete_partly', {
        result: this.#presented(outcome.result),
        error: outcome.error,
      })
    if (outcome.isKept) {
      const { provider } = live.run
      await results
        .keep(question, { result: outcome.result, provider })
        .catch((error: unknown) => live.log.warn('result not kept', { error }))
    }
    this.#finish('complete', { result: this.#presented(outcome.result) })
  }

  /** Waits for a person. Meanwhile the place is somebody else's, and the time of the run stands still. */
  async #approve(plan: readonly PlanStep[]): Promise<readonly PlanStep[]> {
    const { live, queue, clock, config } = this.#options
    const proposed = { plan: [...plan], history: [], final_report: null, sources: [], removed_citations: 0 }
    this.#cancelDeadline()
    const decided = new Promise<ResumeRequest>((resolve) => {
      live.decide = resolve
    })
    live.happen('ask_approval', { result: proposed })
    this.#place?.leave()
    this.#place = undefined
    const cancel = clock.timer(config.approvalTimeout * 1_000, () =>
      live.stop(new RunStopped('approval_timed_out')),
    )
    const decision = await aborted(live.signal, decided).finally(() => {
      live.decide = undefined
      cancel()
    })
    if (!decision.approved) throw new RunStopped('cancelled')
    this.#place = queue.enterAgain(live.owner)
    await this.#place.turn(live.signal)
    live.happen('resume', { result: null })
    this.#beginDeadline()
    return decision.plan ?? plan
  }

  #fail(error: unknown): void {
    const { live } = this.#options
    const failure = runFailure(error)
    if (failure.error.code === 'internal_error') live.log.error('run failed', { error })
    live.retryAfter ??= failure.retryAfter
    const isCancelled =
      error instanceof RunStopped && (error.reason === 'cancelled' || error.reason === 'approval_timed_out')
    this.#finish(isCancelled ? 'cancel' : 'fail', { error: failure.error })
  }

  #finish(happening: RunHappening, changes: RunChanges): void {
    const { live } = this.#options
    const seconds = Math.max(0.001, Math.round(performance.now() - this.#start) / 1_000)
    live.happen(happening, { ...changes, finished_at: live.now(), execution_time: seconds })
    const { status, usage, error } = live.run
    live.log.info('run ended', { status, ...usage, execution_time: seconds, error_code: error?.code })
  }

  #presented(result: ResultOf<Type>): Run['result'] {
    const { workflow, topic, params } = this.#options
    return workflow.present?.(result, topic, params) ?? result
  }

  #beginDeadline(): void {
    const { live, clock, config } = this.#options
    const end = (): void => live.stop(new RunStopped('deadline_exceeded'))
    this.#cancelDeadline = clock.timer(config.runDeadline * 1_000, end)
  }

  #count(): void {
    const { type, status, cached, execution_time } = this.#options.live.run
    runsFinished.inc({ type, status, cached: String(cached) })
    if (!cached && execution_time !== null) runSeconds.observe(execution_time, { type })
  }
}
