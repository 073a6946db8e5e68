import { DefinitionError, type Duration, parseDuration } from 'vivace'
import type { LockoutRule } from '../ports/index.ts'

/** How failed logins are counted, and what follows. */
export interface LockoutOptions {
  /** How many logins of one account may fail before waits begin. 10 if absent. */
  readonly failures?: number
  /** How long failures count. 15 min if absent. */
  readonly window?: Duration
  /** The first wait; each further failure doubles it. 1 s if absent. */
  readonly firstWait?: Duration
  /** No wait is longer. 15 min if absent. */
  readonly longestWait?: Duration
  /** How many logins may fail from one address, or one /64 of IPv6, whatever their accounts. 50 if absent. */
  readonly failuresPerNetwork?: number
  /** How many logins may fail altogether before unknown devices wait. 5,000 if absent. */
  readonly failuresAltogether?: number
}

/** The rules of accounts, of networks and of all together. */
export interface LockoutRules {
  readonly account: LockoutRule
  readonly network: LockoutRule
  readonly all: LockoutRule
}

/** Checks options. Throws `DefinitionError` AUTH_OPTION_INVALID and DURATION_INVALID. */
export function lockoutRules(options: LockoutOptions = {}): LockoutRules {
  const { failures = 10, failuresPerNetwork = 50, failuresAltogether = 5_000 } = options
  const length = (name: 'window' | 'firstWait' | 'longestWait', usual: Duration): number =>
    parseDuration(options[name] ?? usual, `defineAuth(), lockout.${name}`)
  const waits = {
    window: length('window', '15m'),
    firstWait: length('firstWait', '1s'),
    longestWait: length('longestWait', '15m'),
  }
  for (const [name, count] of Object.entries({ failures, failuresPerNetwork, failuresAltogether }))
    if (!Number.isSafeInteger(count) || count < 1) throw invalid(name, count)
  return {
    account: { limit: failures, ...waits },
    network: { limit: failuresPerNetwork, ...waits },
    // All logins of an app at once are stopped for seconds at the most, and those of known devices never.
    all: { limit: failuresAltogether, ...waits, longestWait: Math.min(waits.longestWait, 10_000) },
  }
}

function invalid(name: string, count: number): DefinitionError {
  return new DefinitionError({
    code: 'AUTH_OPTION_INVALID',
    where: `defineAuth(), lockout.${name}`,
    cause: `${count} is not a number of logins`,
    remedy: 'write a whole number from 1',
  })
}
