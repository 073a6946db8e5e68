import type { Clock, Logger } from 'vivace'
import { addUsage, noUsage } from '../../core/runs/new-run.ts'
import { isFinished, nextStatus, type RunHappening } from '../../core/runs/run-states.ts'
import type { RunStore } from '../../core/runs/run-store.ts'
import type { ResumeRequest } from '../../models/requests.ts'
import type { Run, Step, Usage } from '../../models/run.ts'
import type { RunEventType } from '../../models/run-event.ts'
import type { RunFailure } from './run-failure.ts'
import type { RunStopped } from './run-stopped.ts'

/** What a run that is carried out here belongs to. */
export interface LiveRunOptions {
  readonly run: Run
  readonly owner: string
  /** What its calls of other services carry. */
  readonly headers: Readonly<Record<string, string>>
  readonly store: RunStore
  readonly clock: Clock
  readonly log: Logger
}

/** What changes of a run; a result is one of its workflow. */
export type RunChanges = Partial<Omit<Run, 'result'>> & { readonly result?: Run['result'] }

/** For so many milliseconds a process that was heard of is taken to live. */
const believedAlive = 30_000
const previewLength = 280

/** A run that this process carries out: what it is now, what happens to it, and the record of both. */
export class LiveRun {
  readonly owner: string
  readonly headers: Readonly<Record<string, string>>
  readonly log: Logger
  /** Resolves when nothing more happens, or a person has to do something first. */
  readonly settled: Promise<void>
  /** When it may be worth another try, in milliseconds, if the run has failed. */
  retryAfter: number | undefined = undefined
  /** Takes what a person says, while the run waits for it. */
  decide: ((decision: ResumeRequest) => void) | undefined = undefined
  readonly #store: RunStore
  readonly #clock: Clock
  readonly #controller = new AbortController()
  #settle: () => void = () => {}
  #run: Run
  #seq = 0
  #writing: Promise<void> = Promise.resolve()

  constructor({ run, owner, headers, store, clock, log }: LiveRunOptions) {
    this.#run = run
    this.owner = owner
    this.headers = headers
    this.log = log.child({ workflow_id: run.workflow_id })
    this.#store = store
    this.#clock = clock
    this.settled = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** As it is now. */
  get run(): Run {
    return this.#run
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get isFinished(): boolean {
    return isFinished(this.#run.status)
  }

  /** Ends it before its time: its steps are aborted. */
  stop(reason: RunStopped): void {
    this.#controller.abort(reason)
  }

  /** Changes its status as `runStates` has it, and tells that. Throws for what cannot happen. */
  happen(happening: RunHappening, changes: RunChanges = {}): void {
    const status = nextStatus(this.#run.status, happening)
    if (status === undefined) throw new Error(`A run that is ${this.#run.status} cannot ${happening}.`)
    // The changes are of this run's workflow.
    this.#run = { ...this.#run, ...changes, status } as Run
    const { cached, cache_similarity, error, execution_time } = this.#run
    const facts = isFinished(status) ? { cached, cache_similarity, error, execution_time } : {}
    this.tell(eventOf[happening], { status, ...facts, ...planOf(this.#run) })
    if (this.isFinished || status === 'awaiting_approval') this.#settle()
  }

  /** Begins a step; what it answers ends it. */
  beginStep(name: string, agent: string): LiveStep {
    const at = this.#run.steps.length
    const step: Step = {
      name,
      agent,
      status: 'running',
      started_at: this.now(),
      duration_ms: null,
      attempts: 1,
      model: null,
      usage: noUsage,
      output_preview: null,
      error: null,
    }
    this.#run = { ...this.#run, steps: [...this.#run.steps, step] }
    this.tell('step.started', { step: at + 1, name, agent })
    return new LiveStep(this, at)
  }

  /** Changes a step. What it has used more, the run has used more as well. */
  changeStep(at: number, changes: Partial<Step>, used?: Usage): void {
    const steps = this.#run.steps.map((step, index) => (index === at ? { ...step, ...changes } : step))
    const usage = used === undefined ? this.#run.usage : addUsage(this.#run.usage, used)
    this.#run = { ...this.#run, steps, usage }
  }

  /** Who has written its texts. */
  writtenBy(provider: string): void {
    this.#run = { ...this.#run, provider }
  }

  /** Appends an event, and keeps the run as it is now. */
  tell(type: RunEventType, data: Readonly<Record<string, unknown>>): void {
    const event = { seq: ++this.#seq, ts: this.now(), type, data }
    const { run } = this
    this.#write(() => this.#store.save(this.#record(run), event))
  }

  /** Says that this process still carries it out. */
  beat(): void {
    const { run } = this
    this.#write(() => this.#store.save(this.#record(run)))
  }

  /** Resolves when everything that was told is kept, or could not be. */
  written(): Promise<void> {
    return this.#writing
  }

  now(): string {
    return new Date(this.#clock.now()).toISOString()
  }

  #record(run: Run): Parameters<RunStore['save']>[0] {
    return { owner: this.owner, run, aliveUntil: this.#clock.now() + believedAlive }
  }

  // One after the other, so that nothing newer is overwritten. A store that is gone does not end a run.
  #write(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(work).catch((error: unknown) => {
      this.log.warn('run not kept', { error })
    })
  }
}

const eventOf: Readonly<Record<RunHappening, RunEventType>> = {
  start: 'run.started',
  ask_approval: 'run.awaiting_approval',
  resume: 'run.resumed',
  complete: 'run.completed',
  complete_partly: 'run.completed',
  fail: 'run.failed',
  cancel: 'run.cancelled',
}

function planOf({ type, result, status }: Run): Readonly<Record<string, unknown>> {
  return type === 'multi_agent' && status === 'awaiting_approval' ? { plan: result?.plan } : {}
}

/** A step of a live run. */
export class LiveStep {
  readonly #live: LiveRun
  readonly #at: number
  readonly #start: number = performance.now()
  #usage: Usage = noUsage

  constructor(live: LiveRun, at: number) {
    this.#live = live
    this.#at = at
  }

  /** A model has answered. */
  answered(model: string, usage: Usage): void {
    this.#usage = addUsage(this.#usage, usage)
    this.#live.changeStep(this.#at, { model, usage: this.#usage }, usage)
  }

  complete(output: string, attempts = 1): void {
    const output_preview = output.length > previewLength ? `${output.slice(0, previewLength)}…` : output
    this.#end('step.completed', { status: 'completed', output_preview, attempts })
  }

  fail({ error }: RunFailure, attempts = 1): void {
    this.#end('step.failed', { status: error.code === 'cancelled' ? 'cancelled' : 'failed', error, attempts })
  }

  #end(type: 'step.completed' | 'step.failed', changes: Partial<Step>): void {
    const duration_ms = Math.round((performance.now() - this.#start) * 10) / 10
    this.#live.changeStep(this.#at, { ...changes, duration_ms })
    const step = this.#live.run.steps[this.#at]
    if (step === undefined) return
    this.#live.tell(type, { step: this.#at + 1, ...step })
    const { name, agent, status, model, usage, attempts, error } = step
    const { prompt_tokens, completion_tokens } = usage
    this.#live.log.info('step ended', {
      step: name,
      agent,
      status,
      model,
      prompt_tokens,
      completion_tokens,
      attempts,
      duration_ms,
      ...(error === null ? {} : { error_code: error.code }),
    })
  }
}
