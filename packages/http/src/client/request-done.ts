import type { UpstreamFailure } from '../errors/index.ts'

/** One call that has ended, for metrics. */
export interface RequestDone {
  /** The name of the policy. */
  readonly policy: string
  /** The host and port that were called, as in `api.example` and `localhost:8080`. */
  readonly host: string
  readonly method: string
  /** The status of the last answer; `undefined` if there was none. */
  readonly status: number | undefined
  /** Why it came to nothing; `aborted` if whoever made the call ended it, `undefined` if it went well. */
  readonly failure: UpstreamFailure | 'aborted' | undefined
  /** How often it was sent. */
  readonly attempts: number
  /** From the call to the end of the body, pauses and waiting included. */
  readonly milliseconds: number
}

/** Hears of each call that has ended. What it throws is lost. */
export type RequestObserver = (done: RequestDone) => void
