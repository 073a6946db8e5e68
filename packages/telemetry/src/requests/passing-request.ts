import { type Logger, silentLogger, type Span } from 'vivace'
import { RequestContext } from './request-context.ts'

/** A request on its way: what it is known by, and what is told of it when it is answered. One object, since each costs. */
export class PassingRequest extends RequestContext {
  /** The app's logger. */
  log: Logger = silentLogger
  span: Span | undefined = undefined
  /** When it came, by `performance.now()`. */
  start = 0
}
