import type { Client } from 'vivace'
import type { SecurityLog } from '../events/index.ts'
import type { LockoutDecision, LoginAttempt } from '../lockout/index.ts'
import { type Passwords, PasswordsBusy } from '../passwords/index.ts'
import { type Account, normalLogin } from '../ports/index.ts'
import { TooManyLogins } from './auth-errors.ts'
import type { AuthServices } from './auth-services.ts'

/** What somebody says who wants to log in. */
export interface Credentials {
  readonly login: string
  readonly password: string
  readonly client: Client
  /** What the request comes from, if it is known for this account: a browser, a session. */
  readonly device: string | undefined
}

/** What a login is judged with. */
export interface SignInContext<User> {
  readonly services: AuthServices<User>
  readonly security: SecurityLog
  /** Whether an address must be proved first. */
  readonly needsVerified: boolean
}

/**
 * The account whose password this is; `undefined` for each of the reasons that no answer tells apart. One hash is
 * computed for every attempt, whether there is an account or not, and the attempt is counted before it.
 *
 * Throws 429 `too-many-logins`, and 503 when more passwords wait than can be hashed in time.
 */
export async function signIn<User>(
  credentials: Credentials,
  context: SignInContext<User>,
): Promise<Account<User> | undefined> {
  const { services, security } = context
  const login = normalLogin(credentials.login)
  const now = services.clock.now()
  const { client, device } = credentials
  const attempt: LoginAttempt = { login, device, address: client.address }
  const decision = await services.lockout.reserve(attempt, now)
  if (decision.outcome === 'throttled') {
    security.record('login-throttled', { login })
    throw tooMany(decision, now)
  }
  const account = await services.stores.users.findByLogin(login)
  // Of a locked account nothing is verified, but the time is taken all the same.
  const isCounted = decision.outcome === 'allowed'
  const hash = isCounted ? account?.passwordHash : undefined
  const verdict = await verify(context, { attempt, isCounted, hash, password: credentials.password })
  const reason = refusalOf(context, { account, isRight: verdict.isRight, decision })
  if (account !== undefined && reason === undefined) {
    await services.lockout.succeeded(attempt)
    if (verdict.needsRehash) await rehash(services, account, credentials.password)
    return account
  }
  security.record('login-failed', { login, userId: account?.id, reason })
  if (decision.isLast) security.record('login-locked', { login, userId: account?.id })
  return undefined
}

interface Question {
  readonly attempt: LoginAttempt
  readonly isCounted: boolean
  readonly hash: string | undefined
  readonly password: string
}

async function verify<User>(
  { services }: SignInContext<User>,
  { attempt, isCounted, hash, password }: Question,
): ReturnType<Passwords['verify']> {
  try {
    return await services.passwords.verify(password, hash)
  } catch (error) {
    // It was never looked at: the queue is full. What is locked was not counted.
    if (isCounted) await services.lockout.dropped(attempt)
    throw error
  }
}

interface Outcome<User> {
  readonly account: Account<User> | undefined
  readonly isRight: boolean
  readonly decision: LockoutDecision
}

/** Why a login fails, for the log alone; `undefined` if it does not. */
function refusalOf<User>(
  { needsVerified }: SignInContext<User>,
  { account, isRight, decision }: Outcome<User>,
): string | undefined {
  if (decision.outcome === 'locked') return 'locked'
  if (account === undefined) return 'unknown-account'
  if (!isRight) return 'wrong-password'
  if (account.isDisabled) return 'disabled'
  return needsVerified && !account.isVerified ? 'unverified' : undefined
}

async function rehash<User>(
  { passwords, stores }: AuthServices<User>,
  { id, passwordHash }: Account<User>,
  password: string,
): Promise<void> {
  if (passwordHash === undefined) return
  try {
    await stores.users.setPasswordHash(id, await passwords.hash(password), { replaces: passwordHash })
  } catch (error) {
    // The password was right: it is hashed anew at another login, when there is less to do.
    if (!(error instanceof PasswordsBusy)) throw error
  }
}

function tooMany({ waitUntil }: LockoutDecision, now: number): InstanceType<typeof TooManyLogins> {
  const seconds = Math.max(1, Math.ceil((waitUntil - now) / 1_000))
  return new TooManyLogins({
    detail: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    headers: { 'retry-after': String(seconds) },
  })
}
