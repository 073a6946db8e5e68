import { background, body, log, route, type Route } from 'vivace'
import { MailTokenInvalid } from '../accounts/index.ts'
import { normalLogin } from '../ports/index.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { email, mailToken } from './schemas.ts'

/** `POST /verify-email`: with the token of the mail an address is proved. */
export function verifyEmailRoute<User>({ services, security }: RouteParts<User>): Route {
  return route.post(
    '/verify-email',
    {
      operationId: 'verifyEmail',
      summary: 'Verify an e-mail address',
      tags,
      public: true,
      inputs: { token: body(mailToken, { embed: true }), services, security },
      returns: null,
      errors: [MailTokenInvalid],
    },
    async ({ token, services, security }) => {
      const { users } = services.stores
      const record = await services.oneTimeTokens.take('verify-email', token)
      const account = record && (await users.findById(record.userId))
      // A mail proves the address that it was sent to, and no other that the account may have by now.
      if (account === undefined || account.login !== record?.sentTo) throw new MailTokenInvalid()
      await users.setVerified(account.id)
      await services.lockout.unlock(account.login)
      security.record('email-verified', { userId: account.id, login: account.login })
    },
  )
}

/** `POST /request-verification`: sends the mail again, to an account that has not proved its address. */
export function requestVerificationRoute<User>({ services, security }: RouteParts<User>): Route {
  return route.post(
    '/request-verification',
    {
      operationId: 'requestVerification',
      summary: 'Ask for the verification mail again',
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
        security.record('verification-requested', { login, userId: account?.id })
        if (account?.isVerified === false && !account.isDisabled)
          await services.letters.verifyEmail(account, log)
      })
    },
  )
}
