import type { HttpError } from '../errors/index.ts'
import type { ProblemDetails } from './problem-details.ts'
import { statusPhrase } from './status.ts'

/** The problem document of an error; `instance` is the id of the request, where it has one. */
export function problemDocument(error: HttpError, instance: string | undefined): ProblemDetails {
  return {
    type: error.type ?? 'about:blank',
    title: error.title ?? statusPhrase(error.status),
    status: error.status,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(error.code === undefined ? {} : { code: error.code }),
    ...error.extensions,
  }
}

/**
 * A problem to reply with; the status is the reply's.
 *
 *     reply(409, problem('E-mail already registered', { code: 'email-taken' }))
 */
export function problem(title: string, members: Omit<ProblemDetails, 'title'> = {}): ProblemDetails {
  const made: ProblemDetails = { title, ...members }
  problems.add(made)
  return made
}

const problems = new WeakSet()

/** Whether `problem()` made a value, and so a problem document is meant where no route declares what is answered. */
export function isProblem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && problems.has(value)
}
