import { randomBytes } from 'node:crypto'
import { type Clock, DefinitionError, type Duration, parseDuration } from 'vivace'
import {
  argon2Hash,
  argon2Verify,
  isArgon2,
  isUpToDate,
  judgeCost,
  type PasswordCost,
  usualCost,
} from './argon2.ts'
import { Bcrypt, isBcrypt } from './bcrypt.ts'
import { HashingQueue } from './hashing-queue.ts'
import { formFaults, judgePassword, type PasswordContext, type PasswordRules } from './judge-password.ts'
import { passwordRefused } from './password-errors.ts'

/** What passwords must be, and what their hashes cost. */
export interface PasswordOptions {
  /** In characters: 8 if absent, and at least. 15 are better where nothing else is asked for. */
  readonly minLength?: number
  /** argon2id with 19 MiB, 2 passes and 1 lane if absent. Hashes of another cost are made anew at the next login. */
  readonly cost?: PasswordCost
  /** Further passwords and words that are refused: the name of the product, of the company. */
  readonly blocked?: readonly string[]
  /**
   * Asks whether a new password is known from a leak: of a service with k-anonymity, so that the password stays here. If it
   * rejects, so does the request.
   */
  readonly isBreached?: (password: string) => boolean | Promise<boolean>
  /** Passwords that would wait longer for a hash are answered 503: `2500ms` if absent. */
  readonly longestWait?: Duration
  /** How many are hashed at once: as many as there are cores, and one less than libuv has threads, if absent. */
  readonly concurrency?: number
}

/** What a password that was sent is. */
export interface PasswordVerdict {
  readonly isRight: boolean
  /** Whether to keep another hash, by `hash()`: it is bcrypt's, or of another cost. */
  readonly needsRehash: boolean
}

/**
 * Judges, hashes and verifies passwords: argon2id on a few threads beside the loop, with a line that never gets long.
 *
 *     const { isRight, needsRehash } = await passwords.verify(password, account?.passwordHash)
 *     if (isRight && needsRehash) await users.setPasswordHash(id, await passwords.hash(password), { replaces })
 */
export class Passwords {
  readonly #rules: PasswordRules
  readonly #cost: PasswordCost
  readonly #queue: HashingQueue
  readonly #bcrypt = new Bcrypt()
  readonly #isBreached: PasswordOptions['isBreached']
  /** The hash of a password that nobody has: what is verified for whoever is not there. */
  readonly #decoy: string

  private constructor(options: PasswordOptions, clock: Clock, decoy: string) {
    const { minLength = 8, blocked = [], longestWait = '2500ms', cost = usualCost, concurrency } = options
    this.#rules = { minLength, blocked: new Set(blocked.map((one) => one.toLowerCase())) }
    this.#cost = cost
    const wait = parseDuration(longestWait, 'defineAuth(), passwords, longestWait')
    this.#queue = new HashingQueue({ clock, concurrency, longestWait: wait })
    this.#isBreached = options.isBreached
    this.#decoy = decoy
  }

  /** Rejects with `DefinitionError` AUTH_OPTION_INVALID and DURATION_INVALID. */
  static async open(options: PasswordOptions, clock: Clock): Promise<Passwords> {
    const { minLength = 8, cost = usualCost } = options
    judgeCost(cost)
    if (!Number.isSafeInteger(minLength) || minLength < 8 || minLength > 64) throw lengthFault(minLength)
    return new Passwords(options, clock, await argon2Hash(randomBytes(24).toString('base64'), cost))
  }

  /** How many are hashed now, and how many wait for it. */
  get load(): { readonly running: number; readonly waiting: number } {
    return this.#queue.load
  }

  /**
   * Lets a new password pass, or throws `PasswordRefused` with all reasons: length, one that is tried first, made of what
   * is known of its owner, known from a leak.
   */
  async accept(password: string, context: PasswordContext = {}): Promise<void> {
    const faults = judgePassword(password, this.#rules, context)
    if (faults.length > 0) throw passwordRefused(faults)
    if ((await this.#isBreached?.(password)) === true) throw passwordRefused(['breached'])
  }

  /** The hash to keep, as PHC text. Throws `PasswordRefused` for what is no password, and `PasswordsBusy`. */
  async hash(password: string): Promise<string> {
    const text = fit(password)
    return await this.#queue.run(() => argon2Hash(text, this.#cost))
  }

  /**
   * Whether a password is that of a hash: of argon2, or of bcrypt. Without a hash, or with one that nobody can verify, it
   * takes as long and is wrong. Throws `PasswordRefused` for what is no password, and `PasswordsBusy`.
   */
  async verify(password: string, hash: string | undefined): Promise<PasswordVerdict> {
    const text = fit(password)
    if (hash !== undefined && isBcrypt(hash)) {
      // Other systems have hashed what was typed, in whatever form of Unicode it came.
      const isRight = await this.#queue.run(() => this.#bcrypt.verify(password, hash))
      return { isRight, needsRehash: true }
    }
    const known = hash !== undefined && isArgon2(hash) ? hash : undefined
    const isSame = await this.#queue.run(() => argon2Verify(text, known ?? this.#decoy))
    return {
      isRight: isSame && known !== undefined,
      needsRehash: known !== undefined && !isUpToDate(known, this.#cost),
    }
  }
}

// One person types é as one character, another keyboard as two: NFC makes them the same password (RFC 8265).
function fit(password: string): string {
  const faults = formFaults(password)
  if (faults.length > 0) throw passwordRefused(faults)
  return password.normalize('NFC')
}

function lengthFault(minLength: number): DefinitionError {
  return new DefinitionError({
    code: 'AUTH_OPTION_INVALID',
    where: 'defineAuth(), passwords, minLength',
    cause: `${minLength} is not a length between 8 and 64 characters`,
    remedy: 'leave it out for 8, or give 15',
  })
}
