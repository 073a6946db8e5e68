import { DefinitionError, type Duration, parseDuration } from 'vivace'

/** How long sessions last. */
export interface SessionLengths {
  /** Without a refresh: `7d` if absent. */
  readonly idle?: Duration | undefined
  /** However often it is refreshed: `30d` if absent. */
  readonly absolute?: Duration | undefined
  /** How long the direct predecessor of a refresh token is answered with the same successor: `10s` if absent, a minute at the most. */
  readonly replayWindow?: Duration | undefined
}

/** The same in milliseconds. */
export interface SessionTimes {
  readonly idle: number
  readonly absolute: number
  readonly replayWindow: number
}

/** Throws `DefinitionError` DURATION_INVALID and AUTH_OPTION_INVALID. */
export function sessionTimes(lengths: SessionLengths = {}): SessionTimes {
  const where = 'defineAuth(), sessions'
  const idle = parseDuration(lengths.idle ?? '7d', `${where}, idle`)
  const absolute = parseDuration(lengths.absolute ?? '30d', `${where}, absolute`)
  const replayWindow = parseDuration(lengths.replayWindow ?? '10s', `${where}, replayWindow`)
  if (idle > absolute)
    throw fault('they end for want of use later than they end at all', 'make idle shorter than absolute')
  if (replayWindow > 60_000)
    throw fault('a used refresh token is good for more than a minute', "leave the replayWindow at '10s'")
  return { idle, absolute, replayWindow }
}

function fault(cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'AUTH_OPTION_INVALID', where: 'defineAuth(), sessions', cause, remedy })
}
