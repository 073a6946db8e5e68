import { LlmError } from '../errors/index.ts'
import type { ProvidedAnswer, ProvidedPiece } from '../providers/index.ts'
import { finishedAnswer } from './finished-answer.ts'
import type { AnswerOrigin } from './read-chat.ts'
import { readUsage } from './read-usage.ts'
import { toldError } from './told-error.ts'
import { isObject, listIn, notOfTheFormat, objectIn, type WireObject, wordIn } from './wire-json.ts'
import type { Usage } from '../answers/index.ts'
import { WantedCalls } from './wanted-calls.ts'

/** An answer that comes in pieces (`chat.completion.chunk`). */
export class GrowingAnswer {
  readonly #origin: AnswerOrigin
  readonly #calls = new WantedCalls()
  #id: string | undefined
  #model: string
  #text = ''
  #refusal = ''
  #reasoning = ''
  #finish: string | undefined
  #usage: Usage | undefined

  constructor(origin: AnswerOrigin) {
    this.#origin = origin
    this.#model = origin.model
  }

  /** What a chunk adds. Throws `LlmError`. */
  add(chunk: unknown): ProvidedPiece[] {
    if (!isObject(chunk)) throw notOfTheFormat('has a chunk that is no object')
    const failure = toldError(chunk)
    if (failure !== undefined) throw failure
    this.#id = wordIn(chunk, 'id') ?? this.#id
    this.#model = wordIn(chunk, 'model') ?? this.#model
    this.#usage = readUsage(chunk['usage']) ?? this.#usage
    const choice = listIn(chunk, 'choices').find((one) => isObject(one) && (one['index'] ?? 0) === 0)
    return isObject(choice) ? this.#addChoice(choice) : []
  }

  /** The whole answer. Throws `LlmError` if the stream ended before the answer did. */
  finish(isDone: boolean): ProvidedAnswer {
    if (!isDone && this.#finish === undefined)
      throw new LlmError({ code: 'upstream_failed', message: 'The stream ended before the answer did' })
    return finishedAnswer({
      id: this.#id,
      model: this.#model,
      text: this.#text,
      refusal: this.#refusal || undefined,
      reasoning: this.#reasoning || undefined,
      toolCalls: this.#calls.finished(),
      finish: this.#finish,
      usage: this.#usage,
      attempts: this.#origin.attempts,
    })
  }

  #addChoice(choice: WireObject): ProvidedPiece[] {
    this.#finish = wordIn(choice, 'finish_reason') ?? this.#finish
    const delta = objectIn(choice, 'delta')
    const text = wordIn(delta, 'content') ?? ''
    const reasoning = wordIn(delta, 'reasoning_content') ?? wordIn(delta, 'reasoning') ?? ''
    this.#text += text
    this.#reasoning += reasoning
    this.#refusal += wordIn(delta, 'refusal') ?? ''
    for (const call of listIn(delta, 'tool_calls')) if (isObject(call)) this.#calls.add(call)
    const pieces: ProvidedPiece[] = []
    if (reasoning !== '') pieces.push({ type: 'reasoning', text: reasoning })
    if (text !== '') pieces.push({ type: 'text', text })
    return pieces
  }
}
