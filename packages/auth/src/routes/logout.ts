import { response, route, type Route } from 'vivace'
import { cookieToken, sentToken } from './token-inputs.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { clearRefreshCookie } from './session-cookies.ts'

/** `POST /logout`: ends the session of the refresh token. Whoever has none is logged out already. */
export function logoutRoute<User>({ services, security, sameSite }: RouteParts<User>): Route {
  return route.post(
    '/logout',
    {
      operationId: 'logout',
      summary: 'Log out',
      tags,
      public: true,
      dependencies: [sameSite],
      inputs: {
        ...{ sent: sentToken, cookieToken, services, security, response },
      },
      returns: null,
    },
    async ({ sent, cookieToken, services, security, response }) => {
      const token = sent ?? cookieToken
      if (cookieToken !== undefined) clearRefreshCookie(response)
      const ended = token === undefined ? undefined : await services.sessions.endOf(token)
      if (ended !== undefined) security.record('logged-out', { userId: ended.userId, sessionId: ended.id })
    },
  )
}

/** `POST /logout-everywhere`: ends all sessions of the user, this one too. */
export function logoutEverywhereRoute<User>({ caller, services, security }: RouteParts<User>): Route {
  return route.post(
    '/logout-everywhere',
    {
      operationId: 'logoutEverywhere',
      summary: 'Log out everywhere',
      tags,
      inputs: { caller, services, security, response, cookieToken },
      returns: null,
    },
    async ({ caller, services, security, response, cookieToken }) => {
      await services.sessions.endAll(caller.account.id, 'logout-everywhere')
      if (cookieToken !== undefined) clearRefreshCookie(response)
      const sessionId = caller.session?.id
      security.record('logged-out-everywhere', { userId: caller.account.id, sessionId })
    },
  )
}
