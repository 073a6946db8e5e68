import { sqlStateOf } from './query-error.ts'

/**
 * States in which the connection is gone or cannot be had: class 08, the server is stopped (57P01, 57P02), starting (57P03),
 * full (53300), or has ended the session for being idle (25P03, 57P05).
 */
const lostStates = /^(08...|57P0[1235]|53300|25P03)$/

/** Codes of Node.js and of TLS: sockets and name resolution. */
const socketCodes =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENOTFOUND|EAI_\w+|ENOENT|EADDRNOTAVAIL)$/

/** What `pg` says without a code. */
const sayings = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'Query read timeout',
  'timeout expired',
]

/** Whether an error says that the connection to the database is lost, or could not be made. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const state = sqlStateOf(error)
  if (state !== undefined) return lostStates.test(state)
  if ('code' in error && typeof error.code === 'string' && socketCodes.test(error.code)) return true
  // Node.js tries each address of a name, and throws what came of all.
  if (error instanceof AggregateError) return error.errors.every(isLostConnection)
  return sayings.some((saying) => error.message.startsWith(saying))
}
