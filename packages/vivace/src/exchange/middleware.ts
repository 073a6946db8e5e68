import type { Answering, Exchange } from './exchange.ts'

/**
 * Wraps everything that comes after it; the first listed is the outermost.
 *
 *     const served: Middleware = async (exchange, next) => {
 *       const answer = await next()
 *       answer.set('x-path', exchange.path)
 *       return answer
 *     }
 *
 * `next()` never rejects: errors of handlers, guards and inner middleware arrive as problem answers,
 * so that what is added to an answer is added to failures as well.
 */
export type Middleware = (exchange: Exchange, next: () => Answering) => Answering
