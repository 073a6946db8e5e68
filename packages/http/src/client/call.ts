import { type FaultFacts, UpstreamError } from '../errors/index.ts'
import {
  cappedBody,
  describeAnswer,
  type Expectation,
  type HttpResponse,
  type OutgoingRequest,
  readBody,
  readFailedAnswer,
} from '../messages/index.ts'
import { Deadline, parseRetryAfter, retryPause, type RetryBudget, TimeIsUp } from '../resilience/index.ts'
import type { TransportAnswer } from '../transport/index.ts'
import { Attempt, type AttemptGround } from './attempt.ts'
import { breakerOutcome } from './breaker-outcome.ts'
import { faultOf } from './fault-of.ts'
import { heldStream } from './held-stream.ts'
import { isPassingFailure, isPassingStatus, maySendTwice } from './may-retry.ts'
import type { RequestDone, RequestObserver } from './request-done.ts'

/** One call. */
export interface CallParts {
  readonly ground: AttemptGround
  readonly request: OutgoingRequest
  readonly expected: Expectation
  /** Whether every status is a result, as for `fetch`. */
  readonly takesAnyStatus: boolean
  readonly redirect: RequestRedirect
  /** Whether it may be sent twice, if the call says so itself. */
  readonly idempotent: boolean | undefined
  readonly signals: readonly AbortSignal[]
  readonly observer: RequestObserver | undefined
}

/** An answer that may be better after a pause. */
class AnotherAttempt extends Error {
  override readonly name = 'AnotherAttempt'
  readonly status: number
  readonly pause: number

  constructor(status: number, pause: number) {
    super()
    this.status = status
    this.pause = pause
  }
}

/** Sends a request until there is an answer, or nothing more to be hoped for. */
export class Call {
  readonly #parts: CallParts
  readonly #deadline: Deadline
  readonly #budget: RetryBudget
  readonly #begun: number
  #attempts = 0
  #status: number | undefined
  #isDone = false

  constructor(parts: CallParts) {
    const { ground, request, signals } = parts
    const { clock, hosts, policy } = ground
    this.#parts = parts
    this.#begun = clock.monotonic()
    this.#deadline = new Deadline({ clock, total: policy.total, signals })
    this.#budget = hosts.find(request.url, policy).budget
  }

  /** The answer. Throws `UpstreamError`, or the reason of the caller's signal. */
  async run(): Promise<HttpResponse> {
    this.#budget.deposit()
    try {
      for (;;) {
        const attempt = this.#begin()
        try {
          return await this.#take(attempt)
        } catch (thrown) {
          await this.#deadline.pause(this.#afterwards(attempt, thrown))
        }
      }
    } catch (thrown) {
      const error = this.#errorOf(thrown)
      this.#done(error)
      throw error
    }
  }

  #begin(): Attempt {
    const { ground, request, redirect } = this.#parts
    this.#attempts += 1
    this.#status = undefined
    return new Attempt(ground, { request, deadline: this.#deadline, redirect })
  }

  async #take(attempt: Attempt): Promise<HttpResponse> {
    const answer = await attempt.send()
    const { status, headers } = answer
    this.#status = status
    if (status < 200 || status >= 300) await this.#judgeStatus(attempt, answer)
    const { expected, ground } = this.#parts
    const isStream = expected === 'stream'
    const chunks = isStream ? this.#stream(attempt, status) : attempt.chunks()
    const { signal } = this.#deadline
    const reading = readBody({ headers, chunks, limit: ground.policy.maxBytes, signal }, expected)
    // A schema may take its time as well.
    const body = await this.#deadline.race(reading)
    if (!isStream) {
      attempt.end(breakerOutcome({ status }))
      this.#done(undefined)
    }
    return { status, headers, url: attempt.request.url.href, attempts: this.#attempts, body }
  }

  async #judgeStatus(attempt: Attempt, { status, headers }: TransportAnswer): Promise<void> {
    const { clock } = this.#parts.ground
    const retryAfter = parseRetryAfter(headers, clock.now())
    const pause = isPassingStatus(status) ? this.#pauseBeforeNext(retryAfter) : undefined
    if (pause !== undefined) throw new AnotherAttempt(status, pause)
    if (this.#parts.takesAnyStatus) return
    const { signal } = this.#deadline
    const answer = await readFailedAnswer({ status, headers, chunks: attempt.chunks(), signal })
    const cause = describeAnswer(answer)
    throw this.#failed({ failure: 'status', cause, answer, retryAfter }, attempt.request)
  }

  #failed(facts: FaultFacts, { method, url, addresses }: OutgoingRequest): UpstreamError {
    return new UpstreamError({ ...facts, method, url, hidesPath: addresses === 'public' }, this.#attempts)
  }

  #stream(attempt: Attempt, status: number): AsyncIterable<Uint8Array> {
    attempt.endTrial(breakerOutcome({ status }))
    const { maxBytes } = this.#parts.ground.policy
    return heldStream(cappedBody(attempt.chunks(), maxBytes), {
      signal: this.#deadline.signal,
      translate: (thrown) => this.#errorOf(thrown),
      onEnd: (ended) => {
        const error = ended === undefined ? undefined : this.#errorOf(ended.thrown)
        attempt.end(breakerOutcome({ status, error }))
        this.#done(error)
      },
    })
  }

  /** Ends an attempt that has come to nothing: the pause before the next one, or what the call ends with is thrown. */
  #afterwards(attempt: Attempt, thrown: unknown): number {
    if (thrown instanceof AnotherAttempt) {
      attempt.end(breakerOutcome(thrown))
      return thrown.pause
    }
    const error = this.#errorOf(thrown, attempt.request)
    attempt.end(breakerOutcome({ status: this.#status, error }))
    const mayPass = error instanceof UpstreamError && isPassingFailure(error.failure)
    const pause = mayPass ? this.#pauseBeforeNext(error.retryAfter) : undefined
    if (pause === undefined) throw error
    return pause
  }

  /** `undefined` if there may be no further attempt, or not in time. */
  #pauseBeforeNext(retryAfter: number | undefined): number | undefined {
    const { attempts, backoff } = this.#parts.ground.policy
    if (this.#attempts >= attempts || !this.#maySendAgain()) return undefined
    const pause = retryPause({ attempt: this.#attempts, backoff, retryAfter })
    return pause < this.#deadline.left && this.#budget.withdraw() ? pause : undefined
  }

  #maySendAgain(): boolean {
    const { ground, request, idempotent } = this.#parts
    return maySendTwice(request, { policy: ground.policy, idempotent })
  }

  /** What the caller is told: the reason of his own signal, an `UpstreamError`, or a mistake as it is. */
  #errorOf(thrown: unknown, request = this.#parts.request): unknown {
    const { signal } = this.#deadline
    const reason: unknown = signal.aborted ? signal.reason : thrown
    const isOwn = signal.aborted && !(reason instanceof TimeIsUp)
    if (isOwn || reason instanceof UpstreamError) return reason
    const facts = faultOf(reason, this.#parts.ground.policy)
    return facts === undefined ? reason : this.#failed(facts, request)
  }

  #done(error: unknown): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#deadline.end()
    const { ground, request, observer } = this.#parts
    const done: RequestDone = {
      policy: ground.policy.name,
      host: request.url.host,
      method: request.method,
      status: this.#status,
      failure: error === undefined ? undefined : error instanceof UpstreamError ? error.failure : 'aborted',
      attempts: this.#attempts,
      milliseconds: ground.clock.monotonic() - this.#begun,
    }
    try {
      observer?.(done)
    } catch {
      // Whoever counts calls must not fail them.
    }
  }
}
