import { body, client, request, response, route, type Route } from 'vivace'
import { InvalidCredentials, signIn, TooManyLogins } from '../accounts/index.ts'
import { PasswordsBusy } from '../passwords/index.ts'
import { normalLogin } from '../ports/index.ts'
import { beginSession } from './begin-session.ts'
import { device } from './token-inputs.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { choice, email, optional, password, scope, textList } from './schemas.ts'
import { tokenAnswer } from './token-answer.ts'

/** `POST /login`: JSON in, an access token out, the refresh token in a cookie or, if asked for, in the body. */
export function loginRoute<User>(parts: RouteParts<User>): Route {
  const { services, security, sameSite, needsVerified } = parts
  return route.post(
    '/login',
    {
      operationId: 'login',
      summary: 'Log in',
      tags,
      public: true,
      dependencies: [sameSite],
      inputs: {
        email: body(email),
        password: body(password),
        refreshToken: body(optional(choice(['cookie', 'body'])), {
          description: 'Where the refresh token goes: a cookie if absent.',
        }),
        scopes: body(optional(textList(50, scope)), {
          description: 'What the session may do of what the user may: all if absent.',
        }),
        ...{ device, services, security, request, client, response },
      },
      returns: tokenAnswer,
      errors: [InvalidCredentials, TooManyLogins, PasswordsBusy],
    },
    async ({ email, password, refreshToken = 'cookie', scopes, ...rest }) => {
      const { client, services } = rest
      const known = services.device.idOf(rest.device, normalLogin(email), services.clock.now())
      const credentials = { login: email, password, client, device: known }
      const account = await signIn(credentials, { ...rest, needsVerified })
      if (account === undefined) throw new InvalidCredentials()
      return await beginSession({ ...rest, account, delivery: refreshToken, scopes })
    },
  )
}
