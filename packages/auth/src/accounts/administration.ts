import { dependency, type Dependency } from 'vivace'
import type { SecurityEventName, SecurityLog } from '../events/index.ts'
import type { Grants } from '../ports/index.ts'
import type { AuthServices } from './auth-services.ts'

/** What administrators change of others' accounts, each with its security event. All answer whether there is such a user. */
export interface Administration {
  /** Nobody logs in with the account any more, and its sessions end. */
  disable(userId: string): Promise<boolean>
  enable(userId: string): Promise<boolean>
  /** Gives roles and scopes instead of those that are there; they count from the next request on. */
  setGrants(userId: string, grants: Grants): Promise<boolean>
}

/** What administrators change, in the name of a request. */
export function administrationOf<User>(
  services: Dependency<AuthServices<User>, 'app'>,
  security: Dependency<SecurityLog, 'request'>,
): Dependency<Administration, 'request'> {
  return dependency(
    { services, security },
    function administration({ services: { stores, sessions }, security }): Administration {
      const recorded = (event: SecurityEventName, userId: string, isThere: boolean): boolean => {
        if (isThere) security.record(event, { userId })
        return isThere
      }
      return {
        async disable(userId) {
          const isThere = await stores.users.setDisabled(userId, true)
          if (isThere) await sessions.endAll(userId, 'disabled')
          return recorded('account-disabled', userId, isThere)
        },
        enable: async (userId) =>
          recorded('account-enabled', userId, await stores.users.setDisabled(userId, false)),
        setGrants: async (userId, grants) =>
          recorded('grants-changed', userId, await stores.users.setGrants(userId, grants)),
      }
    },
  )
}
