import { client, InvalidGrant, passwordForm, request, response, route, type Route } from 'vivace'
import { signIn, TooManyLogins } from '../accounts/index.ts'
import { PasswordsBusy } from '../passwords/index.ts'
import { beginSession } from './begin-session.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { tokenAnswer } from './token-answer.ts'

/** Asks for a refresh token (OpenID Connect Core 1.0, section 11). */
const offlineAccess = 'offline_access'

/**
 * `POST /token`: the form of OAuth 2 with a name and a password, which the docs page's Authorize button sends, and
 * programs. It sets no cookie; the refresh token is in the body for who asks for the scope `offline_access`.
 */
export function tokenRoute<User>(parts: RouteParts<User>): Route {
  const { services, security, sameSite, needsVerified } = parts
  return route.post(
    '/token',
    {
      operationId: 'token',
      summary: 'Log in with a form of OAuth 2',
      tags,
      public: true,
      dependencies: [sameSite],
      inputs: {
        login: passwordForm(),
        ...{ services, security, request, client, response },
      },
      returns: tokenAnswer,
      errors: [InvalidGrant, TooManyLogins, PasswordsBusy],
    },
    async ({ login, ...rest }) => {
      const { username, password, scopes, clientId } = login
      const credentials = { login: username, password, client: rest.client, device: undefined }
      const account = await signIn(credentials, { ...rest, needsVerified })
      if (account === undefined) throw new InvalidGrant({ detail: 'The name or the password is wrong.' })
      const asked = scopes.filter((scope) => scope !== offlineAccess)
      return await beginSession({
        ...rest,
        account,
        clientId,
        device: undefined,
        delivery: scopes.includes(offlineAccess) ? 'body' : 'none',
        scopes: asked.length === 0 ? undefined : asked,
      })
    },
  )
}
