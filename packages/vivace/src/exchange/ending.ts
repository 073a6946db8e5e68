import type { Answering, Exchange } from './exchange.ts'

/**
 * What becomes of an answer and of an error, at the end of an app or of a layer of it. It is given to whoever waits
 * anyway: a promise of the answer and one of its end would be one too many for each request.
 */
export interface Ending {
  readonly settle: (answer: unknown, exchange: Exchange) => Answering
  readonly refuse: (error: unknown, exchange: Exchange) => Answering
}

/**
 * Answers a request. What it gives or throws at once is still to be ended by who has called it; a promise that it gives
 * has been ended.
 */
export type EndingRespond = (exchange: Exchange, ending: Ending) => Answering

/**
 * Ends what is a promise; what is there at once is left to the caller.
 *
 *     const respond: EndingRespond = (exchange, ending) => ended(app.handle(exchange), exchange, ending)
 */
export function ended(answering: Answering, exchange: Exchange, { settle, refuse }: Ending): Answering {
  if (!(answering instanceof Promise)) return answering
  return answering.then(
    (answer) => settle(answer, exchange),
    (error: unknown) => refuse(error, exchange),
  )
}
