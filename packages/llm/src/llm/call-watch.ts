import type { Clock, Span, Tracer } from 'vivace'
import type { AnswerFacts, FinishReason } from '../answers/index.ts'
import { LlmError } from '../errors/index.ts'
import type { LlmProvider } from '../providers/index.ts'
import type { CallDone, CallObserver } from './call-done.ts'
import { genAiAttributes } from './gen-ai-attributes.ts'

/** What all calls of a client are watched with. */
export interface Watching {
  readonly provider: LlmProvider
  readonly clock: Clock
  readonly tracer: Tracer | undefined
  readonly observer: CallObserver | undefined
}

/** What is known of a call before it begins. */
export type CallBeginning = Pick<CallDone, 'operation' | 'requestModel' | 'isStream'>

/** What a call has ended with. */
export type CallEnd =
  { readonly answer: AnswerFacts & { readonly finishReason?: FinishReason } } | { readonly error: unknown }

/** Watches one call: its span, its times, and what is told of it, once, when it has ended. */
export class CallWatch {
  readonly #watching: Watching
  readonly #call: CallBeginning
  readonly #begun: number
  readonly #span: Span | undefined
  #firstPiece: number | undefined
  #isOver = false

  constructor(watching: Watching, call: CallBeginning) {
    this.#watching = watching
    this.#call = call
    this.#begun = watching.clock.monotonic()
    this.#span = watching.tracer?.begin(`${call.operation} ${call.requestModel}`, { kind: 'client' })
  }

  /** Does a part of the call, so that what it calls in turn is traced below it. */
  run<Result>(work: () => Result): Result {
    return this.#span === undefined ? work() : this.#span.run(work)
  }

  piece(): void {
    this.#firstPiece ??= this.#passed()
  }

  end(end: CallEnd): void {
    if (this.#isOver) return
    this.#isOver = true
    const done = this.#done(end)
    if ('error' in end) this.#span?.fail(end.error)
    this.#span?.set(genAiAttributes(done))
    this.#span?.end()
    try {
      this.#watching.observer?.(done)
    } catch {
      // Whoever counts calls must not fail them.
    }
  }

  #done(end: CallEnd): CallDone {
    const { provider } = this.#watching
    const answer = 'answer' in end ? end.answer : undefined
    const error = 'error' in end ? end.error : undefined
    return {
      ...this.#call,
      provider: provider.name,
      server: provider.server,
      responseModel: answer?.model,
      finishReason: answer?.finishReason,
      usage: answer?.usage,
      cost: answer?.cost,
      attempts: answer?.attempts ?? (error instanceof LlmError ? error.attempts : undefined),
      millisecondsToFirstPiece: this.#firstPiece,
      milliseconds: this.#passed(),
      failure: answer === undefined ? (error instanceof LlmError ? error.code : 'aborted') : undefined,
    }
  }

  #passed(): number {
    return this.#watching.clock.monotonic() - this.#begun
  }
}
