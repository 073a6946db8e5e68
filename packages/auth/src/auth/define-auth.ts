import { dependency, type Dependency, Router, type Schema, schemaFrom } from 'vivace'
import { csrfGuard } from 'vivace/middleware'
import { type Administration, administrationOf, type AuthServices } from '../accounts/index.ts'
import { securityLog } from '../events/index.ts'
import {
  anyCaller,
  type Caller,
  type GuardParts,
  keyCaller,
  neededToken,
  optionalToken,
  roleGuard,
  scopedCaller,
  scopeGuard,
  sessionCaller,
} from '../guards/index.ts'
import { accountView, authRoutes, type AuthRoutes, type Shown } from '../routes/index.ts'
import type { Session } from '../sessions/index.ts'
import type { AuthOptions } from './auth-options.ts'
import { servicesOf } from './make-services.ts'

/** Accounts of an app: routes, guards, and what both work with. */
export interface Auth<User> {
  /** All routes: `app.include(auth.router, { prefix: '/auth' })`. */
  readonly router: Router
  /** The routes one by one. */
  readonly routes: AuthRoutes
  /** The user of the request's access token; 401 without one. */
  readonly currentUser: Dependency<User, 'request'>
  /** The same, `undefined` without a token; one that is not good is 401 all the same. */
  readonly optionalUser: Dependency<User | undefined, 'request'>
  /** The session of the request's access token. */
  readonly currentSession: Dependency<Session, 'request'>
  /** Who sends the request, by an access token or an API key. */
  readonly caller: Dependency<Caller<User>, 'request'>
  /** Who sends the request, by an API key. */
  readonly apiKey: Dependency<Caller<User>, 'request'>
  /** A guard for users with one of these roles; API keys have none. */
  requireRole(...roles: readonly [string, ...string[]]): Dependency<undefined, 'request'>
  /** A guard for access tokens and API keys that grant all of these scopes. */
  requireScopes(...scopes: readonly [string, ...string[]]): Dependency<Caller<User>, 'request'>
  /** What administrators change of others' accounts: guard the routes that have it. */
  readonly administration: Dependency<Administration, 'request'>
  /** What routes of your own work with: sessions, passwords, tokens, stores. */
  readonly services: Dependency<AuthServices<User>, 'app'>
}

/**
 * Accounts: registration, login, sessions, passwords, API keys, as routes and as guards.
 *
 *     export const auth = defineAuth({ store: memoryAuth(), issuer: 'https://shop.example' })
 *     const app = new App({ title: 'Shop', version: '1.0.0', guard: auth.currentUser })
 *     app.include(auth.router, { prefix: '/auth' })
 *     app.get('/orders', { inputs: { user: auth.currentUser } }, ({ user }) => ordersOf(user.id))
 *
 * Throws `DefinitionError` AUTH_OPTION_INVALID, DURATION_INVALID and CORS_ORIGIN_INVALID, and when the app starts
 * AUTH_KEYS_INVALID, MAILER_INVALID and TOKEN_OPTION_INVALID.
 */
export function defineAuth<
  User,
  Profile extends Readonly<Record<string, unknown>> | undefined = undefined,
  Me = unknown,
>(options: AuthOptions<User, Profile, Me>): Auth<User> {
  const services = servicesOf(options)
  const security = securityLog(options.onEvent)
  const { tokenUrl = 'auth/token', scopes = {}, origins = [] } = options
  const parts: GuardParts<User> = { services, security, tokenUrl, scopes }
  const bySession = scopedCaller<Caller<User>>(sessionCaller(neededToken(parts), parts), security)
  const byToken = scopedCaller<Caller<User> | undefined>(sessionCaller(optionalToken(parts), parts), security)
  const caller = scopedCaller(anyCaller(parts), security)
  const routes = authRoutes({
    ...{ services, security },
    caller: bySession,
    sameSite: csrfGuard({ origins }),
    needsVerified: options.verification !== 'optional',
    profile: options.profile ?? nothing,
    grants: options.grants ?? {},
    me: shownBy(options),
  })
  return {
    routes,
    router: new Router().add({ ...routes }),
    // A user is neither a promise nor a generator, which the compiler cannot know.
    currentUser: dependency({ caller: bySession }, function currentUser({ caller }) {
      return caller.user
    }) as Dependency<User, 'request'>,
    optionalUser: dependency({ caller: byToken }, function optionalUser({ caller }) {
      return caller?.user
    }) as Dependency<User | undefined, 'request'>,
    currentSession: dependency({ caller: bySession }, function currentSession({ caller }) {
      if (caller.session === undefined) throw new Error('An access token has no session.')
      return caller.session
    }),
    caller,
    apiKey: scopedCaller(keyCaller(parts), security),
    requireRole: (...roles) => roleGuard(bySession, security, roles),
    requireScopes: (...demanded) => scopeGuard(caller, demanded),
    administration: administrationOf(services, security),
    services,
  }
}

// What an app does not ask for is not taken.
const nothing: Schema<undefined> = schemaFrom<undefined>({
  jsonSchema: { not: {} },
  validate: (value) =>
    value === undefined ? { value } : { issues: [{ message: 'This app has no profile of its users' }] },
})

function shownBy<User, Profile, Me>({ me }: AuthOptions<User, Profile, Me>): Shown<User, unknown> {
  return me ?? accountView
}
