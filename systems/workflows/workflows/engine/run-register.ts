import type { Clock } from 'vivace'
import { aborted } from '../../core/runs/aborted.ts'
import { isFinished, nextStatus } from '../../core/runs/run-states.ts'
import type { RunCommand, RunListing, RunStore } from '../../core/runs/run-store.ts'
import type { ResumeRequest } from '../../models/requests.ts'
import type { Run } from '../../models/run.ts'
import { isLastEvent, type RunEvent } from '../../models/run-event.ts'
import type { RunEngine } from './run-engine.ts'
import { RunStopped } from './run-stopped.ts'

/** What runs are found by. */
export interface RunRegisterOptions {
  readonly engine: RunEngine
  readonly store: RunStore
  readonly clock: Clock
}

/** Which run, and whose it has to be. */
export interface RunReference {
  readonly id: string
  readonly owner: string
}

/** For so many milliseconds another process may take to end a run. */
const patience = 3_000
/** Nobody waits longer for an event without looking again. */
const lookAgain = 5_000

/** The runs of all processes: those that are carried out here, and those that others keep in the store. */
export class RunRegister {
  readonly #engine: RunEngine
  readonly #store: RunStore
  readonly #clock: Clock
  #endHearing: () => void = () => {}

  private constructor({ engine, store, clock }: RunRegisterOptions) {
    this.#engine = engine
    this.#store = store
    this.#clock = clock
  }

  static async open(options: RunRegisterOptions): Promise<RunRegister> {
    const register = new RunRegister(options)
    register.#endHearing = await options.store.hear((id, command) => register.#obey(id, command))
    return register
  }

  close(): void {
    this.#endHearing()
  }

  /** `undefined` if there is none, or it is somebody else's. */
  async find({ id, owner }: RunReference): Promise<Run | undefined> {
    const live = this.#engine.live(id)
    if (live !== undefined) return live.owner === owner ? live.run : undefined
    const record = await this.#store.read(id)
    if (record?.owner !== owner) return undefined
    const isLost = !isFinished(record.run.status) && record.aliveUntil < this.#clock.now()
    return isLost ? this.#endLost(owner, record.run) : record.run
  }

  async list(listing: RunListing): Promise<readonly Run[]> {
    const kept = await this.#store.list(listing)
    return kept.map((run) => this.#engine.live(run.workflow_id)?.run ?? run)
  }

  /** Ends a run, and gives it as it is then; `undefined` if there is none. */
  async cancel(reference: RunReference): Promise<Run | undefined> {
    const found = await this.find(reference)
    if (found === undefined || isFinished(found.status)) return found
    await this.#tell(reference.id, { what: 'cancel' })
    await this.#until(reference, ({ status }) => isFinished(status))
    return this.find(reference)
  }

  /** Says what a person has decided of a plan, and gives the run as it is then; `undefined` if there is none. */
  async resume(reference: RunReference, decision: ResumeRequest): Promise<Run | undefined> {
    const found = await this.find(reference)
    if (found === undefined || nextStatus(found.status, 'resume') === undefined) return found
    await this.#tell(reference.id, { what: 'resume', decision })
    await this.#until(reference, ({ status }) => status !== 'awaiting_approval')
    return this.find(reference)
  }

  /** The events of a run after one, as they come, up to the last. Ends early when the signal aborts. */
  async *events({ id, owner }: RunReference, after: number, signal: AbortSignal): AsyncGenerator<RunEvent> {
    let last = after
    let wake: () => void = () => {}
    const end = await this.#store.listen(id, () => wake())
    try {
      while (!signal.aborted) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve
        })
        for (const event of await this.#store.events(id, last)) {
          last = event.seq
          yield event
          if (isLastEvent(event)) return
        }
        const run = await this.find({ id, owner })
        if (run === undefined) return
        // What ended while nobody looked has no event after the last one.
        if (isFinished(run.status) && (await this.#store.events(id, last)).length === 0) return
        await this.#wait(changed, signal)
      }
    } finally {
      end()
    }
  }

  async #tell(id: string, command: RunCommand): Promise<void> {
    if (this.#engine.live(id) === undefined) await this.#store.tell(id, command)
    else this.#obey(id, command)
  }

  #obey(id: string, command: RunCommand): void {
    const live = this.#engine.live(id)
    if (command.what === 'cancel') live?.stop(new RunStopped('cancelled'))
    else live?.decide?.(command.decision)
  }

  async #until(reference: RunReference, isSo: (run: Run) => boolean): Promise<void> {
    const controller = new AbortController()
    const cancel = this.#clock.timer(patience, () => controller.abort())
    let wake: () => void = () => {}
    const end = await this.#store.listen(reference.id, () => wake())
    try {
      while (!controller.signal.aborted) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve
        })
        const run = await this.find(reference)
        if (run === undefined || isSo(run)) return
        await this.#wait(changed, controller.signal)
      }
    } finally {
      cancel()
      end()
    }
  }

  /** Waits until something has changed, the signal aborts, or it is time to look again. */
  async #wait(changed: Promise<void>, signal: AbortSignal): Promise<void> {
    let cancel: () => void = () => {}
    const later = new Promise<void>((resolve) => {
      cancel = this.#clock.timer(lookAgain, resolve)
    })
    await aborted(signal, Promise.race([changed, later])).catch(() => undefined)
    cancel()
  }

  /** The process that carried it out is gone. */
  async #endLost(owner: string, run: Run): Promise<Run> {
    const now = new Date(this.#clock.now()).toISOString()
    const error = {
      code: 'worker_lost',
      message: 'The process that carried it out is gone.',
      retryable: true,
    }
    const failed: Run = { ...run, status: 'failed', finished_at: now, error }
    const last = (await this.#store.events(run.workflow_id, 0)).at(-1)?.seq ?? 0
    const data = { status: 'failed', error }
    await this.#store.save(
      { owner, run: failed, aliveUntil: 0 },
      { seq: last + 1, ts: now, type: 'run.failed', data },
    )
    return failed
  }
}
