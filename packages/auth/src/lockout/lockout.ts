import type { LockoutStore } from '../ports/index.ts'
import { digest } from '../secrets/index.ts'
import type { LockoutRules } from './lockout-options.ts'
import { networkOf } from './network-of.ts'

/** Who tries to log in, as far as anybody knows. */
export interface LoginAttempt {
  readonly login: string
  readonly address: string | undefined
  /** The id of a device that is known for this account. */
  readonly device: string | undefined
}

/** What an attempt may do. */
export interface LockoutDecision {
  /** `throttled` says nothing of the account: too much comes from this network, or altogether. */
  readonly outcome: 'allowed' | 'locked' | 'throttled'
  /** Whether this attempt, if it fails, is the one that locks the account. */
  readonly isLast: boolean
  /** Until when the next one is refused, in milliseconds since 1970. */
  readonly waitUntil: number
}

/** Counts logins that fail, by account, by network and altogether (docs/decisions/0107-lockout.md). */
export class Lockout {
  readonly #store: LockoutStore
  readonly #rules: LockoutRules

  constructor(store: LockoutStore, rules: LockoutRules) {
    this.#store = store
    this.#rules = rules
  }

  /** Counts an attempt before its password is looked at. */
  async reserve(attempt: LoginAttempt, now: number): Promise<LockoutDecision> {
    const { account, network, all } = this.#rules
    if (attempt.device === undefined) {
      for (const [key, rule] of [
        [networkKey(attempt), network],
        [allKey, all],
      ] as const) {
        const { isAllowed, waitUntil } = await this.#store.reserve(key, rule, now)
        if (!isAllowed) return { outcome: 'throttled', isLast: false, waitUntil }
      }
    }
    const { isAllowed, attempts, waitUntil } = await this.#store.reserve(accountKey(attempt), account, now)
    const outcome = isAllowed ? 'allowed' : 'locked'
    return { outcome, isLast: isAllowed && attempts === account.limit, waitUntil }
  }

  /** The password was right: nothing has failed. */
  async succeeded(attempt: LoginAttempt): Promise<void> {
    await this.#store.clear(accountKey(attempt))
    if (attempt.device !== undefined) return
    await Promise.all([this.#store.release(networkKey(attempt)), this.#store.release(allKey)])
  }

  /** Nobody has looked at the password: the attempt does not count. */
  async dropped(attempt: LoginAttempt): Promise<void> {
    const keys =
      attempt.device === undefined
        ? [accountKey(attempt), networkKey(attempt), allKey]
        : [accountKey(attempt)]
    await Promise.all(keys.map(async (key) => this.#store.release(key)))
  }

  /** Whoever has proved that an account is theirs in another way may log in at once. */
  async unlock(login: string): Promise<void> {
    await this.#store.clear(accountKey({ login, address: undefined, device: undefined }))
  }
}

const allKey = 'login all'

// A known device has a count of its own. Addresses and names are hashed: nobody needs to read them in a store.
function accountKey({ login, device }: LoginAttempt): string {
  return `login ${digest(login)}${device === undefined ? '' : ` ${device}`}`
}

function networkKey({ address }: LoginAttempt): string {
  return `login network ${digest(networkOf(address))}`
}
