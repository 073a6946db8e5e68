import { HttpError } from '../errors/index.ts'
import type { Answer, Answering, Exchange } from '../exchange/index.ts'
import { IncomingRequest } from '../inputs/index.ts'
import { answerReply } from '../operations/index.ts'
import { errorAnswer, type ErrorFormat } from './error-answer.ts'
import type { ErrorHandlers } from './error-handlers.ts'

/** What was thrown, and how the app answers it. */
export interface Thrown {
  readonly error: unknown
  readonly exchange: Exchange
  readonly handlers: ErrorHandlers
  readonly format: ErrorFormat
}

/** The answer to what was thrown: the user's handler, the error's own problem, or 500 without details. */
export function answerThrown(thrown: Thrown): Answering {
  const handle = thrown.handlers.find(thrown.error)
  if (handle === undefined) return ownAnswer(thrown, thrown.error)
  try {
    const handled = handle(new IncomingRequest(thrown.exchange))
    if (!(handled instanceof Promise))
      return safely(thrown, answerReply('onError()', handled, thrown.exchange))
    return safely(
      thrown,
      handled.then((reply) => answerReply('onError()', reply, thrown.exchange)),
    )
  } catch (error) {
    return ownAnswer(thrown, error)
  }
}

// What a handler throws is not handled again: it might be handled for ever.
function safely(thrown: Thrown, answering: Answering): Answering {
  return answering instanceof Promise
    ? answering.catch((error: unknown) => ownAnswer(thrown, error))
    : answering
}

function ownAnswer({ exchange, format }: Thrown, error: unknown): Answer {
  // Of a failure of ours the client learns nothing that helps; the log has it all.
  const isOurs = !(error instanceof HttpError) || error.status >= 500
  if (isOurs && !isWhyItEnded(error, exchange))
    exchange.log.error('request failed', { method: exchange.method, route: exchange.routePath, error })
  const answered = error instanceof HttpError ? error : new HttpError(500, { code: 'internal-error' })
  try {
    return errorAnswer(answered, format, exchange.id)
  } catch (unwritable) {
    exchange.log.error('the error cannot be written', { route: exchange.routePath, error: unwritable })
    return errorAnswer(new HttpError(500, { code: 'internal-error' }), format, exchange.id)
  }
}

/** Whether work only passes on that the client has left or its time is up: that is what signals are for, and no failure. */
function isWhyItEnded(error: unknown, { signal }: Exchange): boolean {
  return signal.aborted && error === signal.reason
}
