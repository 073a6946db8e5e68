import {
  type AskedLimit,
  type RateLimitFields,
  rateLimitFields,
  strictest,
} from '../answers/rate-limit-fields.ts'
import { rateLimitExceeded, RateLimitUnavailable } from '../answers/rate-limit-errors.ts'
import type { RateLimiter, RateLimitQuestion } from '../limiter/rate-limiter.ts'
import type { RateLimitState, RateLimitVerdict } from '../stores/rate-limit-store.ts'

/** A request that may go on. */
export interface Passed {
  readonly fields: RateLimitFields
  readonly state: RateLimitState
}

/** Counts a request. Throws 429 and 503; what is counted at once is no promise. */
export function judge(limiter: RateLimiter, question: RateLimitQuestion): Passed | Promise<Passed> {
  const counting = limiter.take(question)
  return counting instanceof Promise
    ? counting.then((verdict) => passed(question, verdict))
    : passed(question, counting)
}

function passed({ takes }: RateLimitQuestion, verdict: RateLimitVerdict | undefined): Passed {
  if (verdict === undefined) throw new RateLimitUnavailable()
  const asked = takes.flatMap((take, at): AskedLimit[] => {
    const state = verdict.states[at]
    return state === undefined ? [] : [{ take, state }]
  })
  if (!verdict.isAllowed) throw rateLimitExceeded(asked)
  return { fields: rateLimitFields(asked), state: strictest(asked).state }
}
