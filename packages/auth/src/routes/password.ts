import { background, body, client, log, request, response, route, type Route, ValidationError } from 'vivace'
import { type AuthServices, MailTokenInvalid, signIn, TooManyLogins } from '../accounts/index.ts'
import { PasswordRefused } from '../passwords/index.ts'
import { type Account, normalLogin, type OneTimeTokenRecord } from '../ports/index.ts'
import { beginSession } from './begin-session.ts'
import { device } from './token-inputs.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { choice, email, mailToken, optional, password } from './schemas.ts'
import { setDeviceCookie } from './session-cookies.ts'
import { tokenAnswer } from './token-answer.ts'

/** `POST /forgot-password`: sends a link to choose another one. It works while an account is locked. */
export function forgotPasswordRoute<User>({ services, security }: RouteParts<User>): Route {
  return route.post(
    '/forgot-password',
    {
      operationId: 'forgotPassword',
      summary: 'Ask for a new password',
      description: 'The answer does not tell whether there is such an account.',
      tags,
      public: true,
      inputs: { email: body(email, { embed: true }), services, security, log, background },
      status: 202,
      returns: null,
    },
    ({ email, services, security, log, background }) => {
      const login = normalLogin(email)
      background.add(async () => {
        const account = await services.stores.users.findByLogin(login)
        security.record('password-reset-requested', { login, userId: account?.id })
        if (account !== undefined && !account.isDisabled) await services.letters.resetPassword(account, log)
      })
    },
  )
}

/** `POST /reset-password`: sets the password with the token of the mail, which proves the address too, and ends all sessions. */
export function resetPasswordRoute<User>({ services, security, sameSite }: RouteParts<User>): Route {
  return route.post(
    '/reset-password',
    {
      operationId: 'resetPassword',
      summary: 'Set a new password',
      tags,
      public: true,
      dependencies: [sameSite],
      inputs: {
        token: body(mailToken),
        password: body(password),
        ...{ device, services, security, response, request, log, background },
      },
      returns: null,
      errors: [MailTokenInvalid, PasswordRefused],
    },
    async ({ token, password, device, services, security, response, request, log, background }) => {
      await services.passwords.accept(password)
      const record = await services.oneTimeTokens.take('reset-password', token)
      const account = record && (await services.stores.users.findById(record.userId))
      if (record === undefined || account === undefined || account.login !== record.sentTo)
        throw new MailTokenInvalid()
      await putBackIfRefused(services, record, async () => setPassword(services, account, password))
      await services.stores.users.setVerified(account.id)
      await services.lockout.unlock(account.login)
      // Where cookies cannot be set there is no browser, or nothing to be lost.
      if (request.header('sec-fetch-site') !== undefined)
        setDeviceCookie(response, services.device.with(device, account.login, services.clock.now()))
      security.record('password-reset', { userId: account.id, login: account.login })
      background.add(async () => services.letters.passwordChanged(account, log))
    },
  )
}

/** `POST /change-password`: ends all sessions and begins a new one for who changed it. */
export function changePasswordRoute<User>(parts: RouteParts<User>): Route {
  const { caller, services, security, sameSite } = parts
  return route.post(
    '/change-password',
    {
      operationId: 'changePassword',
      summary: 'Change the password',
      tags,
      dependencies: [sameSite],
      inputs: {
        caller,
        currentPassword: body(password),
        newPassword: body(password),
        refreshToken: body(optional(choice(['cookie', 'body'])), {
          description: 'Where the new refresh token goes: a cookie if absent.',
        }),
        ...{ device, services, security, request, client, response, log, background },
      },
      returns: tokenAnswer,
      errors: [PasswordRefused, TooManyLogins],
    },
    async ({ caller, currentPassword, newPassword, refreshToken = 'cookie', ...rest }) => {
      const { account, session } = caller
      const { services, security } = rest
      const login = account.login
      await services.passwords.accept(newPassword, { about: [login] })
      // Whoever has an access token alone must not be able to guess: it is counted as a login is.
      const device = `session ${session?.id ?? ''}`
      const credentials = { login, password: currentPassword, client: rest.client, device }
      const proved = await signIn(credentials, { ...rest, needsVerified: false })
      if (proved === undefined) throw wrongPassword()
      await setPassword(services, account, newPassword)
      security.record('password-changed', { userId: account.id, sessionId: session?.id })
      rest.background.add(async () => services.letters.passwordChanged(account, rest.log))
      // Its session version is another one now.
      const changed = (await services.stores.users.findById(account.id)) ?? account
      const { scopes, clientId } = session ?? {}
      return await beginSession({ ...rest, account: changed, delivery: refreshToken, scopes, clientId })
    },
  )
}

async function setPassword<User>(
  services: AuthServices<User>,
  { id, login }: Account<User>,
  password: string,
): Promise<void> {
  await services.passwords.accept(password, { about: [login] })
  await services.stores.users.setPasswordHash(id, await services.passwords.hash(password))
  await services.oneTimeTokens.removeOf(id)
  await services.sessions.endAll(id, 'password-changed')
}

// Whoever has chosen a password that is refused tries again with the same mail.
async function putBackIfRefused<User>(
  { oneTimeTokens }: AuthServices<User>,
  record: OneTimeTokenRecord,
  set: () => Promise<void>,
): Promise<void> {
  try {
    await set()
  } catch (error) {
    await oneTimeTokens.putBack(record)
    throw error
  }
}

function wrongPassword(): ValidationError {
  return new ValidationError([
    { in: 'body', path: ['currentPassword'], message: 'It is not the current password', code: 'wrong' },
  ])
}
