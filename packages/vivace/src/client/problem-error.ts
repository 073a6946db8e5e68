import type { ProblemDetails } from '../http/problem-details.ts'

/**
 * What a call rejects with when the answer is no success.
 *
 *     try { await client.createUser({ user }) } catch (error) {
 *       if (error instanceof ProblemError && error.code === 'email-taken') …
 *     }
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly headers: Headers
  /** The problem document (RFC 9457); made of the status where the server, or a proxy before it, sent none. */
  readonly problem: ProblemDetails
  /** The body as it was sent: parsed if it is JSON, else text. */
  readonly body: unknown

  constructor(answer: { readonly status: number; readonly headers: Headers; readonly body: unknown }) {
    const problem = problemOf(answer.status, answer.body)
    super(
      `${answer.status} ${problem.title ?? ''}${problem.detail === undefined ? '' : `: ${problem.detail}`}`,
    )
    this.status = answer.status
    this.headers = answer.headers
    this.problem = problem
    this.body = answer.body
  }

  /** The problem's code, a word that programs can rely on: `email-taken`. */
  get code(): string | undefined {
    return this.problem.code
  }
}

/** The problem of a body; one made of the status if the body is none. */
export function problemOf(status: number, body: unknown): ProblemDetails {
  const made = { type: 'about:blank', title: 'Request failed', status }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return made
  // A server that is not ours may send other types under these names.
  const texts = Object.entries(body).filter(
    ([name, value]) => !textMembers.has(name) || typeof value === 'string',
  )
  return { ...made, ...Object.fromEntries(texts), status }
}

const textMembers: ReadonlySet<string> = new Set(['type', 'title', 'detail', 'instance', 'code'])
