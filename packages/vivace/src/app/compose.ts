import {
  Answer,
  type Answering,
  ended,
  type Ending,
  type EndingRespond,
  type Exchange,
  mapAnswer,
  type Middleware,
} from '../exchange/index.ts'

/** Answers a request; it may throw or reject. */
export type Respond = (exchange: Exchange) => Answering

/** What a request goes through. */
export interface Layers {
  /** The first is outermost. */
  readonly middleware: readonly Middleware[]
  readonly innermost: EndingRespond
  readonly answerError: (error: unknown, exchange: Exchange) => Answering
  /** Sees every answer, once, when the outermost middleware has let go of it. */
  readonly finish: (answer: Answer, exchange: Exchange) => Answer
}

/**
 * One function of a list of middleware around `innermost`. Whatever one of them throws is an answer before the next
 * one out sees it, and so is nothing where an answer belongs.
 */
export function compose({ middleware, innermost, answerError, finish }: Layers): Respond {
  const wrapped = middleware.reduceRight<EndingRespond>((inner, wrap) => {
    const safe = safely(inner, endingOf({ answerError, finish: unchanged }))
    return (exchange, ending) =>
      ended(
        wrap(exchange, () => safe(exchange)),
        exchange,
        ending,
      )
  }, innermost)
  return safely(wrapped, endingOf({ answerError, finish }))
}

const unchanged = (answer: Answer): Answer => answer

function endingOf({ answerError, finish }: Pick<Layers, 'answerError' | 'finish'>): Ending {
  const refuse = (error: unknown, exchange: Exchange): Answering =>
    mapAnswer(answerError(error, exchange), (answer) => finish(answer, exchange))
  const settle = (answer: unknown, exchange: Exchange): Answering =>
    answer instanceof Answer ? finish(answer, exchange) : refuse(noAnswer(answer), exchange)
  return { settle, refuse }
}

function safely(respond: EndingRespond, ending: Ending): Respond {
  return (exchange) => {
    try {
      const answering = respond(exchange, ending)
      return answering instanceof Promise ? answering : ending.settle(answering, exchange)
    } catch (error) {
      return ending.refuse(error, exchange)
    }
  }
}

// A middleware that forgets to return what `next()` gives is the likeliest mistake of all.
function noAnswer(given: unknown): TypeError {
  return new TypeError(
    `A middleware answers ${given === null ? 'null' : typeof given}, and not an Answer. Return what next() gives.`,
  )
}
