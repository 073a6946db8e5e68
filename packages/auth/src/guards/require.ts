import { dependency, type Dependency, insufficientScope, InsufficientScope, requires, scopes } from 'vivace'
import { RoleRequired } from '../accounts/index.ts'
import type { SecurityLog } from '../events/index.ts'
import type { Caller } from './caller.ts'

/** A caller whose credential grants what the operation demands with `requires`. */
export function scopedCaller<Value extends Caller<unknown> | undefined>(
  caller: Dependency<Value, 'request'>,
  security: Dependency<SecurityLog, 'request'>,
): Dependency<Value, 'request'> {
  return dependency(
    { caller, scopes, security },
    function scopedCaller({ caller, scopes, security }) {
      if (caller !== undefined) checkScopes(caller, scopes, security)
      return caller
    },
    { errors: [InsufficientScope] },
  ) as Dependency<Value, 'request'> // a caller is neither a promise nor a generator, which the compiler cannot know
}

/** A guard that lets callers in whose credential grants all of these scopes. */
export function scopeGuard<User>(
  caller: Dependency<Caller<User>, 'request'>,
  demanded: readonly string[],
): Dependency<Caller<User>, 'request'> {
  return requires(caller, demanded)
}

/** A guard that lets users in who have one of these roles. */
export function roleGuard<User>(
  caller: Dependency<Caller<User>, 'request'>,
  security: Dependency<SecurityLog, 'request'>,
  roles: readonly string[],
): Dependency<undefined, 'request'> {
  return dependency(
    { caller, security },
    function requireRole({ caller, security }) {
      if (roles.some((role) => caller.account.roles.includes(role))) return undefined
      denied(caller, security, 'role')
      throw new RoleRequired({
        detail: `It needs the role ${roles.map((role) => `'${role}'`).join(' or ')}.`,
      })
    },
    { errors: [RoleRequired] },
  )
}

function checkScopes<User>(caller: Caller<User>, demanded: readonly string[], security: SecurityLog): void {
  if (demanded.every((scope) => caller.scopes.includes(scope))) return
  denied(caller, security, 'scope')
  throw insufficientScope(demanded)
}

function denied<User>(caller: Caller<User>, security: SecurityLog, reason: string): void {
  const { account, session, keyId } = caller
  security.record('access-denied', { userId: account.id, sessionId: session?.id, keyId, reason })
}
