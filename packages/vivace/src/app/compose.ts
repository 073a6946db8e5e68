import { Answer, type Answering, type Exchange, mapAnswer, type Middleware } from '../exchange/index.ts'

/** Answers a request; it may throw or reject. */
export type Respond = (exchange: Exchange) => Answering

/** What a request goes through. */
export interface Layers {
  /** The first is outermost. */
  readonly middleware: readonly Middleware[]
  readonly innermost: Respond
  readonly answerError: (error: unknown, exchange: Exchange) => Answering
  /** Sees every answer, once, when the outermost middleware has let go of it. */
  readonly finish: (answer: Answer, exchange: Exchange) => Answer
}

/**
 * One function of a list of middleware around `innermost`. Whatever one of them throws is an answer before the next
 * one out sees it, and so is nothing where an answer belongs.
 */
export function compose({ middleware, innermost, answerError, finish }: Layers): Respond {
  const wrapped = middleware.reduceRight<Respond>((inner, wrap) => {
    const safe = safely({ respond: inner, answerError, finish: unchanged })
    return (exchange) => wrap(exchange, () => safe(exchange))
  }, innermost)
  return safely({ respond: wrapped, answerError, finish })
}

const unchanged = (answer: Answer): Answer => answer

interface Layer extends Pick<Layers, 'answerError' | 'finish'> {
  readonly respond: Respond
}

// One promise for the three that may have to wait: an answer, an error, and what is done with either.
function safely({ respond, answerError, finish }: Layer): Respond {
  const refuse = (error: unknown, exchange: Exchange): Answering =>
    mapAnswer(answerError(error, exchange), (answer) => finish(answer, exchange))
  const settle = (answer: unknown, exchange: Exchange): Answering =>
    answer instanceof Answer ? finish(answer, exchange) : refuse(noAnswer(answer), exchange)
  return (exchange) => {
    try {
      const answering = respond(exchange)
      if (!(answering instanceof Promise)) return settle(answering, exchange)
      return answering.then(
        (answer) => settle(answer, exchange),
        (error: unknown) => refuse(error, exchange),
      )
    } catch (error) {
      return refuse(error, exchange)
    }
  }
}

// A middleware that forgets to return what `next()` gives is the likeliest mistake of all.
function noAnswer(given: unknown): TypeError {
  return new TypeError(
    `A middleware answers ${given === null ? 'null' : typeof given}, and not an Answer. Return what next() gives.`,
  )
}
