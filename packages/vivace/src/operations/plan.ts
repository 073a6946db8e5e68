import type { YieldedEnd } from '../dependencies/index.ts'
import type { Failure } from '../errors/index.ts'
import type { Answer, Exchange, Tracer } from '../exchange/index.ts'
import { parseCookies, parseQueryString, repeatedCookies } from '../http/index.ts'
import { emptyForm, type FormContents, type Reading, type ResponseDraft } from '../inputs/index.ts'
import { BackgroundWork } from './background-work.ts'
import type { PlainHandler } from './route.ts'

/** A route, compiled: what a request runs, in order, without looking anything up. */
export interface Plan {
  /** For messages: `GET /items/{id}`. */
  readonly where: string
  /** Everything a request goes through, in order; what a route does not need is not in it. */
  readonly steps: readonly Step[]
  /** The values that are there from the start, at their slots: singletons. */
  readonly initial: readonly unknown[]
  readonly bodyLimit: number | undefined
  readonly handlerInputs: Bindings
  readonly handler: PlainHandler
  /** Where the tracer is, in apps that have one. */
  readonly tracerSlot?: number | undefined
}

/**
 * Does one thing for a request. If it had to wait it answers a promise, and what is to be done with its value is in
 * `run.settle`: one `await` for both costs less than a promise of a promise. Errors are thrown.
 */
export type Step = (run: Run) => void | Promise<unknown>

/** What is done with a value that was waited for; a promise if that has to be waited for as well. */
export type Settle = (run: Run, value: unknown) => void | Promise<unknown>

/** Which slot each named input is in. */
export interface Bindings {
  readonly names: readonly string[]
  readonly slots: readonly number[]
}

/** A value that a request makes: of a dependency, or the credential of a security scheme. */
export interface PlanNode {
  readonly slot: number
  readonly inputs: Bindings
  readonly name: string
  /** The value, or a promise of it. */
  readonly make: (run: Run, node: PlanNode) => unknown
  /** Takes the value out of what a promise of `make` has brought; if absent, that is the value. */
  readonly take?: ((brought: unknown, node: PlanNode) => unknown) | undefined
}

/** A generator that waits to clean up. */
export interface Made {
  readonly generator: YieldedEnd
  readonly name: string
  readonly cleansAfterResponse: boolean
}

const noBytes = new Uint8Array(0)

/** One request on its way through a plan. */
export class Run implements Reading {
  readonly exchange: Exchange
  readonly plan: Plan
  /** What has been read and made, at its slot. */
  readonly values: unknown[]
  readonly failures: Failure[] = []
  bytes: Uint8Array = noBytes
  body: unknown = undefined
  form: FormContents = emptyForm
  /** What is done with the value that the run waits for; see `Step`. */
  settle: Settle | undefined = undefined
  /** What the handler answered. */
  result: unknown = undefined
  answer: Answer | undefined = undefined
  /** What the request must clean up, in the order it was made. */
  made: Made[] | undefined = undefined
  /** What is being cleaned up. */
  cleaning: Made | undefined = undefined
  draft: ResponseDraft | undefined = undefined
  /** Whether the answer is one that was given before, and nothing is left to be done. */
  isReplayed = false
  /** What the request ends in, if it failed. */
  failed: { readonly error: unknown } | undefined = undefined
  /** Whether its end is the end of the answer's stream. */
  isHeld = false
  #background: BackgroundWork | undefined = undefined
  #query: ReadonlyMap<string, readonly string[]> | undefined = undefined
  #cookies: ReadonlyMap<string, string> | undefined = undefined

  constructor(plan: Plan, exchange: Exchange) {
    this.plan = plan
    this.exchange = exchange
    this.values = plan.initial.slice()
    if (plan.bodyLimit !== undefined) exchange.bodyLimit = plan.bodyLimit
  }

  query(): ReadonlyMap<string, readonly string[]> {
    return (this.#query ??= parseQueryString(this.exchange.queryString))
  }

  cookies(): ReadonlyMap<string, string> {
    return (this.#cookies ??= this.#readCookies(this.exchange.header('cookie') ?? ''))
  }

  #readCookies(header: string): ReadonlyMap<string, string> {
    const repeated = repeatedCookies(header)
    if (repeated.length > 0)
      this.exchange.log.warn('A cookie was sent more than once; the first counts.', { names: repeated })
    return parseCookies(header)
  }

  get response(): ResponseDraft {
    return (this.draft ??= { status: undefined, headers: [] })
  }

  get background(): BackgroundWork {
    return (this.#background ??= new BackgroundWork(this))
  }

  get tracer(): Tracer | undefined {
    const { tracerSlot } = this.plan
    // The slot is that of the tracer.
    return tracerSlot === undefined ? undefined : (this.values[tracerSlot] as Tracer | undefined)
  }

  get hasBackground(): boolean {
    return this.#background !== undefined
  }

  /** The record of values that a handler or a dependency is called with. */
  valuesOf({ names, slots }: Bindings): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    // Names and slots are of one length.
    for (let at = 0; at < names.length; at++) record[names[at] as string] = this.values[slots[at] as number]
    return record
  }
}
