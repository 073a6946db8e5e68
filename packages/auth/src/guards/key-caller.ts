import { dependency, type Dependency, type Expiry, expiry, InvalidToken, log, type Logger } from 'vivace'
import { type AuthServices, InvalidApiKey, NotAuthenticated } from '../accounts/index.ts'
import type { Caller } from './caller.ts'
import { type GuardParts, neededKey, tokenOrKey } from './guard-parts.ts'
import { admit } from './session-caller.ts'

/** What the API key of a request is judged with. */
interface Judging<User> {
  readonly services: AuthServices<User>
  readonly expiry: Expiry
  readonly log: Logger
}

type Callers<User> = AsyncGenerator<Caller<User>, void, undefined>

/** Who sends a request, by its API key. */
export function keyCaller<User>({ services }: GuardParts<User>): Dependency<Caller<User>, 'request'> {
  return dependency(
    { key: neededKey, services, expiry, log },
    async function* keyCaller({ key, ...judging }): Callers<User> {
      const { caller, leave } = await admitKey(key, judging)
      try {
        yield caller
      } finally {
        leave()
      }
    },
    { errors: [InvalidApiKey] },
  )
}

/** Who sends a request, by its access token or its API key; of both the token counts. */
export function anyCaller<User>(parts: GuardParts<User>): Dependency<Caller<User>, 'request'> {
  return dependency(
    { ...tokenOrKey(parts), services: parts.services, expiry, log },
    async function* anyCaller({ token, key, ...judging }): Callers<User> {
      if (token === undefined && key === undefined) throw new NotAuthenticated()
      const { caller, leave } =
        token === undefined ? await admitKey(key ?? '', judging) : await admit(token, judging)
      try {
        yield caller
      } finally {
        leave()
      }
    },
    { errors: [NotAuthenticated, InvalidToken, InvalidApiKey] },
  )
}

async function admitKey<User>(
  key: string,
  { services, expiry, log }: Judging<User>,
): Promise<{ readonly caller: Caller<User>; readonly leave: () => void }> {
  const caller = await callerOf(key, services)
  if (caller === undefined) {
    log.info('API key refused')
    throw new InvalidApiKey()
  }
  const leave = services.live.watch({
    isGood: async () => (await callerOf(key, services)) !== undefined,
    end: () => expiry.at(0),
    log,
  })
  return { caller, leave }
}

async function callerOf<User>(
  key: string,
  { apiKeys, stores }: AuthServices<User>,
): Promise<Caller<User> | undefined> {
  const record = await apiKeys.verify(key)
  const account = record && (await stores.users.findById(record.userId))
  if (record === undefined || account === undefined || account.isDisabled) return undefined
  const scopes = record.scopes.filter((scope) => account.scopes.includes(scope))
  return { user: account.user, account, scopes, keyId: record.id }
}
