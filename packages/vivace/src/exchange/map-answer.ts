import { Answer } from './answer.ts'
import type { Answering } from './exchange.ts'

/**
 * Changes an answer, at once if it is there, later if it is a promise: what is synchronous does not pay
 * for a promise.
 *
 *     const served: Middleware = (exchange, next) =>
 *       mapAnswer(next(), (answer) => {
 *         answer.set('x-path', exchange.path)
 *         return answer
 *       })
 */
export function mapAnswer(answering: Answering, change: (answer: Answer) => Answering): Answering {
  return answering instanceof Answer ? change(answering) : answering.then(change)
}
