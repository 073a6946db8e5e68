import {
  dependency,
  type Dependency,
  type Expiry,
  expiry,
  type Input,
  InvalidToken,
  log,
  type Logger,
} from 'vivace'
import type { AuthServices } from '../accounts/index.ts'
import type { AccessClaims } from '../tokens/index.ts'
import type { Caller } from './caller.ts'
import type { GuardParts } from './guard-parts.ts'

/** What the access token of a request is judged with. */
interface Judging<User> {
  readonly services: AuthServices<User>
  readonly expiry: Expiry
  readonly log: Logger
}

/**
 * Who sends a request, by its access token; `undefined` if the scheme is optional and there is none. The token is
 * verified and its session looked up, and both again while a socket or a stream stays open.
 */
export function sessionCaller<User, Credential extends string | undefined>(
  token: Input<Credential, 'request'>,
  { services }: Pick<GuardParts<User>, 'services'>,
): Dependency<Caller<User> | Extract<Credential, undefined>, 'request'> {
  type Value = Caller<User> | Extract<Credential, undefined>
  return dependency(
    { token, services, expiry, log },
    async function* sessionCaller({ token, ...judging }): AsyncGenerator<Value, void, undefined> {
      if (token === undefined) return void (yield undefined as Value) // The scheme is optional, so that its type has it.
      const { caller, leave } = await admit(token, judging)
      try {
        yield caller
      } finally {
        leave()
      }
    },
    { errors: [InvalidToken] },
  )
}

/** Who sends an access token; `leave` is called when the request is over. Throws `InvalidToken`. */
export async function admit<User>(
  token: string,
  judging: Judging<User>,
): Promise<{ readonly caller: Caller<User>; readonly leave: () => void }> {
  const { services, expiry, log } = judging
  const claims = await verified(token, judging)
  const caller = await callerOf(claims, services)
  if (caller === undefined) {
    const reason = 'its session has ended'
    log.info('token refused', { reason })
    throw new InvalidToken({ cause: reason })
  }
  expiry.at(claims.exp * 1_000)
  const leave = services.live.watch({
    isGood: async () => (await callerOf(claims, services)) !== undefined,
    end: () => expiry.at(0),
    log,
  })
  return { caller, leave }
}

async function verified<User>(token: string, { services, log }: Judging<User>): Promise<AccessClaims> {
  try {
    return await services.tokens.verify(token, log)
  } catch (error) {
    if (error instanceof InvalidToken) log.info('token refused', { reason: error.cause })
    throw error
  }
}

async function callerOf<User>(
  claims: AccessClaims,
  { sessions }: AuthServices<User>,
): Promise<Caller<User> | undefined> {
  const found = await sessions.authenticate(claims)
  if (found === undefined) return undefined
  const granted = claims.scope.split(' ').filter((scope) => scope !== '')
  // What was taken from the user since is not granted by a token from before.
  const scopes = granted.filter((scope) => found.account.scopes.includes(scope))
  return { user: found.account.user, account: found.account, session: found.session, scopes }
}
