import { HttpError } from './http-error.ts'

/** The part of a request that a failure is in, or a message of a WebSocket. */
export type FailurePlace = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form' | 'message'

/** One thing that is wrong with a request. */
export interface Failure {
  readonly in: FailurePlace
  /** From the root of the place: `['limit']` in the query, `['tags', 0]` in a body. */
  readonly path: readonly (string | number)[]
  readonly message: string
  /** The JSON Schema keyword that does not hold (`minimum`, `type`), `missing`, or the library's own code. */
  readonly code: string
  /** What the keyword demands (`minimum`: 1), where there is one. */
  readonly limit?: unknown
  /** What was sent. It is never answered, except in the `fastapi` error format. */
  readonly input?: unknown
}

/** A request whose inputs are wrong: 422, with every failure at once. */
export class ValidationError extends HttpError {
  override readonly name = 'ValidationError'
  readonly failures: readonly Failure[]

  constructor(failures: readonly Failure[]) {
    super(422, { code: 'validation-failed', title: 'The request is not valid' })
    this.failures = failures
  }
}
