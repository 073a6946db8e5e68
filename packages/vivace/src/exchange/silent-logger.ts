import type { Logger } from './logger.ts'

const discard = (): void => undefined

/**
 * A logger that writes nothing: `App({ title, version, log: silentLogger })`.
 *
 *     silentLogger.child({ a: 1 }).error('never seen')
 */
export const silentLogger: Logger = {
  debug: discard,
  info: discard,
  warn: discard,
  error: discard,
  child: () => silentLogger,
}
