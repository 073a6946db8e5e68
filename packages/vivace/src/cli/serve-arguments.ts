import type { ServeOptions } from '../node/serve-options.ts'
import type { Given, OptionDescription } from './command.ts'
import { UsageError } from './usage-error.ts'

/** The options of the commands that serve. */
export const serveArguments: Readonly<Record<'port' | 'host', OptionDescription>> = {
  port: { type: 'string', value: '<number>', says: "the port, before the app's own and PORT; 0 takes any" },
  host: { type: 'string', value: '<address>', says: 'where to listen: 127.0.0.1 for this machine alone' },
}

/**
 * What the command line says over the options of `serve`.
 *
 *     readServeArguments(given)    // { port: 8080 }
 *
 * Throws `UsageError` for what is no port.
 */
export function readServeArguments(given: Given): Pick<ServeOptions, 'port' | 'host'> {
  const [port, host] = [given.text('port'), given.text('host')]
  return { ...(port === undefined ? {} : { port: portOf(port) }), ...(host === undefined ? {} : { host }) }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity
  if (port <= 65_535) return port
  throw new UsageError(`--port ${text} is not a port: write a whole number from 0 to 65535.`)
}
