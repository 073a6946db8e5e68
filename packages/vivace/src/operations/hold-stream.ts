import { Answer, type AnswerBody } from '../exchange/index.ts'
import { abandon, cleanUp, cleanUpStep } from './clean-up.ts'
import type { Run } from './plan.ts'
import { UntilExpiry } from './until-expiry.ts'

type StreamBody = Exclude<AnswerBody, string | Uint8Array | null>
type Step = IteratorResult<string | Uint8Array>

const done: Step = { done: true, value: undefined }

/** The last step of a plan with generators: cleans up before the response is sent, or when its stream has ended. */
export function cleanUpOrHold(run: Run): void | Promise<unknown> {
  if (holdsStream(run)) return undefined
  scheduleBackground(run)
  return cleanUpStep(run)
}

/** The end of a run that has background work or may expire, whether it cleaned up or had nothing to. */
export function endOrHold(run: Run): void {
  if (!holdsStream(run)) scheduleBackground(run)
}

/** Whether the answer is a stream; then what the request has made is kept until the stream has ended. */
function holdsStream(run: Run): boolean {
  const { answer } = run
  if (run.isHeld) return true
  if (answer === undefined || !isStream(answer.body)) return false
  run.isHeld = true
  const { exchange } = run
  const body = exchange.mayExpire ? new UntilExpiry(exchange, answer.body) : answer.body
  const held = new HeldStream(run, body)
  // Middleware may answer something else, and then nobody reads the stream.
  run.exchange.after(() => held.return())
  // Middleware may also have wrapped it in a generator, which cannot be told while it waits.
  const leave = (): void => void held.return().catch(() => undefined)
  run.exchange.signal.addEventListener('abort', leave, { once: true })
  // The handler's own answer is not changed: it may give the same one to every request.
  run.answer = new Answer(answer.status, answer.headers, held)
  if (run.result === answer) run.result = run.answer
  return true
}

// Before the clean-up: what is left of it for after the response comes after the work, which may need it.
function scheduleBackground(run: Run): void {
  if (run.hasBackground) run.background.schedule()
}

function isStream(body: AnswerBody): body is StreamBody {
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array)
}

/** A stream whose end, good or bad, is the end of its request. */
class HeldStream implements AsyncIterableIterator<string | Uint8Array> {
  readonly #run: Run
  readonly #iterator: AsyncIterator<string | Uint8Array>
  #left: Promise<void> | undefined = undefined
  #isEnded = false

  constructor(run: Run, body: StreamBody) {
    this.#run = run
    this.#iterator = body[Symbol.asyncIterator]()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Step> {
    let step: Step
    try {
      step = await this.#iterator.next()
    } catch (error) {
      if (this.#left === undefined) return this.#fail(error)
      step = done
    }
    // Whoever writes the answer waits here until all that it held is cleaned up.
    if (this.#left !== undefined) return this.return()
    if (step.done === true) await this.#finish()
    return step
  }

  async return(): Promise<Step> {
    await (this.#left ??= this.#leave())
    return done
  }

  // What was sent is not all that there is: to those who clean up that is an error, unless nobody wanted it,
  // as with HEAD.
  async #leave(): Promise<void> {
    if (this.#isEnded) return
    const { exchange } = this.#run
    try {
      await this.#iterator.return?.()
    } catch (error) {
      exchange.log.error('The stream failed when it was left.', { error, route: exchange.routePath })
    }
    const { signal } = exchange
    if (signal.aborted) await this.#fail(signal.reason).catch(() => undefined)
    else await this.#finish()
  }

  async #finish(): Promise<void> {
    if (this.#isEnded) return
    this.#isEnded = true
    scheduleBackground(this.#run)
    try {
      await cleanUp(this.#run)
    } catch (error) {
      await abandon(this.#run, error)
    }
  }

  // Rejects, with the error or what a clean-up has made of it.
  async #fail(error: unknown): Promise<never> {
    this.#isEnded = true
    return abandon(this.#run, error)
  }
}
