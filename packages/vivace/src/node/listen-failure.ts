import { DefinitionError } from '../errors/index.ts'

/** Where somebody wanted to listen. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/**
 * What to tell a person whose port or host cannot be had: a `DefinitionError` ADDRESS_UNAVAILABLE, or the
 * error itself where it says all that is known.
 *
 *     reject(listenFailure(error, settings))
 */
export function listenFailure(error: NodeJS.ErrnoException, settings: ListenAddress): Error {
  const reason = reasons[error.code ?? '']
  if (reason === undefined) return error
  const { host, port } = settings
  return new DefinitionError(
    { code: 'ADDRESS_UNAVAILABLE', where: `serve() on ${host}, port ${port}`, ...reason(settings) },
    { cause: error },
  )
}

const next = (port: number): number => (port < 65_535 ? port + 1 : port - 1)

interface Reason {
  readonly cause: string
  readonly remedy: string
}

const reasons: Readonly<Record<string, ((address: ListenAddress) => Reason) | undefined>> = {
  EADDRINUSE: ({ port }) => ({
    cause: `port ${port} is in use by another program, perhaps an earlier start of this one`,
    remedy: `stop that program, or choose another port: PORT=${next(port)}, or serve(app, { port: ${next(port)} })`,
  }),
  EACCES: ({ port }) => ({
    cause: `this user may not listen on port ${port}`,
    remedy: 'choose a port from 1024 up, and let a proxy have the lower one',
  }),
  EADDRNOTAVAIL: ({ host }) => ({
    cause: `this machine has no address ${host}`,
    remedy: 'choose 127.0.0.1 for this machine alone, or 0.0.0.0 for every network it is in',
  }),
  ENOTFOUND: ({ host }) => ({
    cause: `the host name ${host} is not known`,
    remedy: 'write an IP address, or a name that this machine can look up',
  }),
}
