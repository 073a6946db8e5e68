import { assertField } from './field-syntax.ts'

/** Facts of an `HttpError`; members that are left out are left out of the problem document too. */
export interface HttpErrorOptions extends ErrorOptions {
  /** What went wrong this time, for the client to read. */
  readonly detail?: string
  /** A word that programs can rely on: `email-taken`. */
  readonly code?: string
  /** What is wrong in general; the status phrase if absent. */
  readonly title?: string
  /** A URI that identifies the kind of problem; `about:blank` if absent. */
  readonly type?: string
  /** Headers of the answer: `{ 'retry-after': '30' }`. */
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the problem document (RFC 9457, section 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** V8's and JavaScriptCore's limit; elsewhere it is absent and setting it does nothing. */
const stacks: { stackTraceLimit?: number | undefined; prototype: unknown } = Error

/**
 * The request is wrong or failed; it becomes a problem document (RFC 9457).
 *
 *     throw new HttpError(404, { detail: 'There is no item 7.' })
 */
export class HttpError extends Error {
  override readonly name: string = 'HttpError'
  readonly status: number
  readonly detail: string | undefined
  readonly code: string | undefined
  readonly title: string | undefined
  readonly type: string | undefined
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly extensions: Readonly<Record<string, unknown>> | undefined

  constructor(status: number, options: HttpErrorOptions = {}) {
    // An error that is an answer carries no stack: taking one costs ten times the rest
    // (docs/decisions/0005-errors-without-stacks.md).
    const limit = stacks.stackTraceLimit
    stacks.stackTraceLimit = 0
    super(options.detail ?? options.title ?? `HTTP ${status}`, options)
    stacks.stackTraceLimit = limit
    for (const [name, value] of Object.entries(options.headers ?? {})) assertField(name, value)
    this.status = status
    this.detail = options.detail
    this.code = options.code
    this.title = options.title
    this.type = options.type
    this.headers = options.headers
    this.extensions = options.extensions
  }
}
