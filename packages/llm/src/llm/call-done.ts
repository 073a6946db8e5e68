import type { FinishReason, Usage } from '../answers/index.ts'

/** One call that has ended, for metrics. It knows nothing of what was said. */
export interface CallDone {
  readonly operation: 'chat' | 'embeddings'
  readonly provider: string
  readonly server: { readonly address: string; readonly port: number } | undefined
  /** The model that was asked. */
  readonly requestModel: string
  /** The model that has answered, as it names itself. */
  readonly responseModel: string | undefined
  readonly isStream: boolean
  readonly finishReason: FinishReason | undefined
  readonly usage: Usage | undefined
  readonly cost: number | undefined
  readonly attempts: number | undefined
  /** From the call to the first piece, of a stream. */
  readonly millisecondsToFirstPiece: number | undefined
  /** From the call to its end, attempts and pauses included. */
  readonly milliseconds: number
  /** The code of the `LlmError`, `aborted` if whoever made the call ended it, `undefined` if it went well. */
  readonly failure: string | undefined
}

/** Hears of each call that has ended. What it throws is lost. */
export type CallObserver = (done: CallDone) => void
