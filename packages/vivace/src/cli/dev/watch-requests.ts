import { mapAnswer, type Served } from '../../exchange/index.ts'
import { problemAnswer } from '../../exchange/problem-answer.ts'
import type { DevRequest } from './dev-message.ts'
import { foreignRequest } from './foreign-request.ts'

/** What happens with the requests of an app in development. */
export interface RequestWatch {
  /** Further names of hosts that requests may come from and go to. */
  readonly allowed: readonly string[]
  readonly tell: (request: DevRequest) => void
}

/**
 * Refuses foreign requests to an app, and tells of each that was answered.
 *
 *     watchRequests(app, { allowed: [], tell: ({ path, status }) => console.log(path, status) })
 *
 * The app itself is changed, because only it has all that an edge may ask of it.
 */
export function watchRequests(app: Served, { allowed, tell }: RequestWatch): void {
  const handle = app.handle.bind(app)
  app.handle = (exchange) => {
    const start = performance.now()
    const { method, path } = exchange
    const foreign = foreignRequest(exchange, allowed)
    const answering = foreign === undefined ? handle(exchange) : problemAnswer(foreign, exchange.id)
    return mapAnswer(answering, (answer) => {
      // A request on a connection that a restart closes would be lost; a new connection waits.
      answer.set('connection', 'close')
      tell({ kind: 'request', method, path, status: answer.status, duration: performance.now() - start })
      return answer
    })
  }
}
