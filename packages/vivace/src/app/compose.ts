import { Answer, type Answering, type Exchange, type Middleware } from '../exchange/index.ts'

/** Answers a request; it may throw or reject. */
export type Respond = (exchange: Exchange) => Answering

/**
 * One function of a list of middleware, the first outermost, around `innermost`. Whatever one of them throws
 * is an answer before the next one out sees it, and so is nothing where an answer belongs.
 */
export function compose(
  middleware: readonly Middleware[],
  innermost: Respond,
  answerError: (error: unknown, exchange: Exchange) => Answering,
): Respond {
  const settle = (answer: unknown, exchange: Exchange): Answering =>
    answer instanceof Answer ? answer : answerError(noAnswer(answer), exchange)
  const safely =
    (respond: Respond): Respond =>
    (exchange) => {
      try {
        const answering = respond(exchange)
        if (!(answering instanceof Promise)) return settle(answering, exchange)
        return answering.then(
          (answer) => settle(answer, exchange),
          (error: unknown) => answerError(error, exchange),
        )
      } catch (error) {
        return answerError(error, exchange)
      }
    }
  return middleware.reduceRight<Respond>(
    (inner, wrap) => safely((exchange) => wrap(exchange, () => inner(exchange))),
    safely(innermost),
  )
}

// A middleware that forgets to return what `next()` gives is the likeliest mistake of all.
function noAnswer(given: unknown): TypeError {
  return new TypeError(
    `A middleware answers ${given === null ? 'null' : typeof given}, and not an Answer. Return what next() gives.`,
  )
}
