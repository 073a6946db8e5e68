import { background, body, log, route, type Route } from 'vivace'
import { PasswordRefused, PasswordsBusy } from '../passwords/index.ts'
import { normalLogin } from '../ports/index.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { email, password } from './schemas.ts'

/**
 * `POST /register`: makes an account, or tells the owner of the address by mail that there is one. The answer is the same,
 * and so is the time: one hash in either case, mails afterwards.
 */
export function registerRoute<User>({ services, security, profile, grants }: RouteParts<User>): Route {
  return route.post(
    '/register',
    {
      operationId: 'register',
      summary: 'Register',
      description: 'The answer does not tell whether the address has an account already: a mail does.',
      tags,
      public: true,
      inputs: {
        email: body(email),
        password: body(password),
        profile: body(profile),
        ...{ services, security, log, background },
      },
      status: 202,
      returns: null,
      errors: [PasswordRefused, PasswordsBusy],
    },
    async ({ email, password, profile, services, security, log, background }) => {
      const login = normalLogin(email)
      await services.passwords.accept(password, { about: [login] })
      const passwordHash = await services.passwords.hash(password)
      const { users } = services.stores
      const account = await users.create({
        login,
        passwordHash,
        ...grants,
        ...(profile === undefined ? {} : { profile }),
      })
      background.add(async () => {
        if (account !== undefined) {
          security.record('registered', { login, userId: account.id })
          await services.letters.verifyEmail(account, log)
          return
        }
        const owner = await users.findByLogin(login)
        security.record('registration-repeated', { login, userId: owner?.id })
        if (owner?.isVerified === true) await services.letters.alreadyRegistered(owner, log)
        // Its first mail may never have come.
        else if (owner !== undefined) await services.letters.verifyEmail(owner, log)
      })
    },
  )
}
