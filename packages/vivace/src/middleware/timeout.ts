import { DefinitionError, HttpError } from '../errors/index.ts'
import { discardBody } from '../exchange/discard-body.ts'
import { Answer, type Exchange, type Logger, type Middleware } from '../exchange/index.ts'
import { parseDuration, type Duration } from '../http/duration.ts'

/** What a timer can count: a longer one would fire at once. */
const longest = 2 ** 31 - 1

/**
 * Answers 504 when the answer is not there in time, and aborts `signal` with a `TimeoutError`.
 *
 *     middleware: [timeout('30s')]
 *
 * The handler goes on until it sees the signal; what it answers then is dropped, and what it throws is
 * logged. Synchronous answers have no timer, and a stream has answered when it begins.
 *
 * 504 rather than 503 or 408: a handler that is late waits for a server behind this one, and to its client
 * this one is then a gateway (RFC 9110, section 15.6.5). 503 would say that nothing was done and invite a
 * repetition, 408 (section 15.5.9) that the client was late.
 *
 * Throws `DefinitionError` DURATION_INVALID.
 */
export function timeout(duration: Duration): Middleware {
  const limit = parseDuration(duration, 'timeout()')
  if (limit < 1 || limit > longest) refuse(duration)
  return (exchange, next) => {
    const answering = next()
    return answering instanceof Answer ? answering : answerInTime(exchange, answering, limit)
  }
}

function answerInTime(exchange: Exchange, answering: Promise<Answer>, limit: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancel = exchange.clock.timer(limit, () => {
      reject(timeIsUp())
      exchange.abort(new DOMException(`The request was not answered within ${limit} ms.`, 'TimeoutError'))
      void dropLate(answering, exchange.log)
    })
    void answering.then(resolve, reject).finally(cancel)
  })
}

function timeIsUp(): HttpError {
  return new HttpError(504, { code: 'request-timeout', detail: 'The request could not be answered in time.' })
}

/** Errors arrive as answers, and whoever made those has logged them: this is for what is neither. */
async function dropLate(answering: Promise<Answer>, log: Logger): Promise<void> {
  try {
    await discardBody((await answering).body)
  } catch (error) {
    log.error('request failed after its time was up', { error })
  }
}

function refuse(duration: Duration): never {
  throw new DefinitionError({
    code: 'DURATION_INVALID',
    where: 'timeout()',
    cause: `${JSON.stringify(duration)} is not a time that a request can be given`,
    remedy: 'write 1 ms or more, and at most 24 days',
  })
}
