import type { Clock } from 'vivace'
import { Fault } from '../errors/index.ts'
import { type OutgoingRequest, redirected } from '../messages/index.ts'
import type { ResolvedPolicy } from '../policies/index.ts'
import {
  type AttemptOutcome,
  type CircuitBreaker,
  type Deadline,
  follow,
  StepTimer,
  type Ticket,
  unlessAborted,
} from '../resilience/index.ts'
import { type HttpTransport, StepTooLong, type TransportAnswer } from '../transport/index.ts'
import type { Hosts } from './hosts.ts'
import type { Lane } from './lane.ts'

/** What attempts of one policy share. */
export interface AttemptGround {
  readonly policy: ResolvedPolicy
  readonly clock: Clock
  readonly transport: HttpTransport
  readonly hosts: Hosts
  readonly lane: Lane
}

/** What is attempted. */
export interface AttemptOptions {
  readonly request: OutgoingRequest
  readonly deadline: Deadline
  readonly redirect: RequestRedirect
}

type Step = 'connect' | 'read'

/**
 * One attempt: a turn of its policy, leave of its host's breaker, one request and the redirects that it leads to.
 *
 *     const attempt = new Attempt(ground, { request, deadline, redirect: 'follow' })
 *     try {
 *       const { status } = await attempt.send()
 *       for await (const chunk of attempt.chunks()) …
 *       attempt.end('success')
 *     } catch (error) { attempt.end('failure') }
 */
export class Attempt {
  readonly #ground: AttemptGround
  readonly #options: AttemptOptions
  readonly #controller = new AbortController()
  readonly #timer: StepTimer<Step>
  readonly #stops: (() => void)[] = []
  #ticket: Ticket | undefined
  #answer: TransportAnswer | undefined
  /** What has been sent last: the first request, or where it was redirected to. */
  request: OutgoingRequest

  constructor(ground: AttemptGround, options: AttemptOptions) {
    this.#ground = ground
    this.#options = options
    this.request = options.request
    const { connect, read } = ground.policy
    this.#timer = new StepTimer(ground.clock, (step) => {
      const late =
        step === 'connect' ? `has no connection after ${connect} ms` : `sent nothing for ${read} ms`
      this.#controller.abort(new StepTooLong(late))
    })
    this.#stops.push(follow(options.deadline.signal, this.#controller))
  }

  /** The head of the answer, redirects followed. Throws `Fault`, and whatever broke the connection. */
  async send(): Promise<TransportAnswer> {
    // Nobody waits for a turn, or takes one from others, to be told then that the host is left alone.
    if (this.#breaker?.isOpen === true) throw leftAlone(this.#breaker)
    const turn = await this.#ground.lane.enter(this.#options.deadline)
    if (typeof turn === 'object') throw new Fault(turn)
    this.#stops.push(turn)
    for (let followed = 0; ; followed += 1) {
      const answer = await this.#sendOnce()
      const next = this.#redirection(answer, followed)
      if (next === undefined) return answer
      this.#ticket?.record('success')
      answer.discard()
      this.request = next
    }
  }

  /** The body as it arrives; the policy's time to read runs while it is waited for. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks = this.#answer?.body[Symbol.asyncIterator]()
    if (chunks === undefined) return
    try {
      for (;;) {
        this.#timer.start('read', this.#ground.policy.read)
        const next = await unlessAborted(this.#controller.signal, chunks.next())
        this.#timer.stop()
        if (next.done === true) return
        yield next.value
      }
    } finally {
      this.#timer.stop()
      this.#answer?.discard()
    }
  }

  /** Tells the breaker now, if it lets nobody else through until it knows: a stream may go on for minutes. */
  endTrial(outcome: AttemptOutcome): void {
    if (this.#ticket?.isTrial === true) this.#ticket.record(outcome)
  }

  /** Gives everything back, and tells the breaker what came of it. Further calls do nothing. */
  end(outcome: AttemptOutcome): void {
    this.#ticket?.record(outcome)
    this.#timer.stop()
    this.#answer?.discard()
    for (const stop of this.#stops.splice(0)) stop()
  }

  async #sendOnce(): Promise<TransportAnswer> {
    const { policy, transport } = this.#ground
    this.#admit()
    this.#timer.start('connect', policy.connect)
    const sending = transport.send({
      ...this.request,
      signal: this.#controller.signal,
      onSent: () => this.#timer.start('read', policy.read),
    })
    try {
      this.#answer = await unlessAborted(this.#controller.signal, sending)
      return this.#answer
    } catch (error) {
      sending.then(
        (late) => late.discard(),
        () => undefined,
      )
      throw error
    } finally {
      this.#timer.stop()
    }
  }

  get #breaker(): CircuitBreaker | undefined {
    const { hosts, policy } = this.#ground
    return hosts.find(this.request.url, policy).breaker
  }

  #admit(): void {
    const breaker = this.#breaker
    this.#ticket = breaker?.admit()
    if (breaker !== undefined && this.#ticket === undefined) throw leftAlone(breaker)
  }

  #redirection(answer: TransportAnswer, followed: number): OutgoingRequest | undefined {
    if (this.#options.redirect === 'manual') return undefined
    const next = redirected(this.request, answer)
    if (next === undefined) return undefined
    if (this.#options.redirect === 'error') throw new Fault({ failure: 'redirect', cause: 'redirects' })
    if (followed < this.#ground.policy.redirects) return next
    throw new Fault({ failure: 'redirect', cause: `redirects more than ${followed} times` })
  }
}

function leftAlone({ opensIn }: CircuitBreaker): Fault {
  const cause = 'is left alone, because it has failed too often'
  return new Fault({ failure: 'breaker-open', cause, retryAfter: opensIn })
}
