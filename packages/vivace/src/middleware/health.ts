import { Answer, type Exchange, type Middleware } from '../exchange/index.ts'
import { HttpError } from '../errors/index.ts'
import { problemAnswer } from '../exchange/problem-answer.ts'
import { ofKind } from './middleware-kind.ts'

/** Where probes ask. */
export interface HealthOptions {
  /** Whether the process answers at all. `/health/live` if absent. */
  readonly live?: string
  /** Whether requests should be sent here. `/health/ready` if absent. */
  readonly ready?: string
}

/**
 * Answers the probes of balancers and orchestrators: `/health/live` with 200 as long as the process answers,
 * `/health/ready` with 200, and with 503 `stopping` from the moment that the app is asked to stop.
 *
 *     middleware: [health(), requestLog()]
 *
 * What is listed before it sees probes, what is listed after it does not: neither logs nor limits, neither
 * guards nor `allowedHosts`. With `serve({ drainDelay })` a balancer has the time to see the 503.
 */
export function health(options: HealthOptions = {}): Middleware {
  const { live = '/health/live', ready = '/health/ready' } = options
  return ofKind('health', (exchange, next) => {
    const { localPath: path } = exchange
    if ((path !== live && path !== ready) || !isRead(exchange)) return next()
    return path === ready && exchange.shutdown?.isNear === true ? stopping() : well()
  })
}

const isRead = ({ method }: Exchange): boolean => method === 'GET' || method === 'HEAD'

const well = (): Answer => new Answer(200, ['content-type', 'application/json'], '{"status":"ok"}')

// Not "try again": by the time the client does, somebody else has to answer.
const stopping = (): Answer => problemAnswer(new HttpError(503, { code: 'stopping' }))
