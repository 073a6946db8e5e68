import { appLog, clock, DefinitionError, type Dependency, parseDuration, singleton } from 'vivace'
import { ApiKeys } from '../api-keys/index.ts'
import { type AuthServices, Letters, type Links, LiveRequests, OneTimeTokens } from '../accounts/index.ts'
import { openKeys } from '../keys/index.ts'
import { DeviceCookie, Lockout, lockoutRules } from '../lockout/index.ts'
import { mailer } from '../mail/index.ts'
import { Passwords } from '../passwords/index.ts'
import { deviceLifetime } from '../routes/index.ts'
import { Sessions } from '../sessions/index.ts'
import { Sweeper } from '../sweeping/index.ts'
import { AccessTokens } from '../tokens/index.ts'
import type { AuthOptions, Given, MailLinks } from './auth-options.ts'

/** Everything that routes and guards work with, as one singleton. */
export function servicesOf<User, Profile, Me>(
  options: AuthOptions<User, Profile, Me>,
): Dependency<AuthServices<User>, 'app'> {
  const rules = lockoutRules(options.lockout)
  const lifetime = mailLifetime(options)
  const prefix = apiKeyPrefix(options.apiKeyPrefix)
  const inputs = {
    clock,
    appLog,
    stores: given(options.store),
    issuer: given(options.issuer),
    audience: given(options.audience),
    keys: given(options.keys),
    mailer: given(options.mailer ?? mailer()),
    baseUrl: given(options.baseUrl),
  }
  return singleton(inputs, async function* auth({ clock, appLog, stores, issuer, ...made }) {
    const { audience = issuer, mailer, baseUrl = issuer } = made
    const keys = await openKeys({ keys: made.keys })
    const [current, ...others] = keys.derived('device cookies')
    if (current === undefined) throw new Error('The key ring has no secret, and was not judged.')
    const oneTimeTokens = new OneTimeTokens(stores.oneTimeTokens, clock, lifetime)
    const live = new LiveRequests(clock)
    const links = linksOf(baseUrl, options.links)
    const services: AuthServices<User> = {
      ...{ clock, stores, keys, oneTimeTokens, live },
      passwords: await Passwords.open(options.passwords ?? {}, clock),
      tokens: await AccessTokens.open({
        ...{ keys, issuer, audience, clock },
        lifetime: options.accessTokenLifetime,
      }),
      sessions: new Sessions({
        ...{ store: stores.sessions, users: stores.users, keys, clock },
        lengths: options.sessions,
      }),
      apiKeys: new ApiKeys({ store: stores.apiKeys, prefix, clock }),
      lockout: new Lockout(stores.lockouts, rules),
      device: new DeviceCookie([current, ...others], deviceLifetime * 1_000),
      letters: new Letters({
        ...{ mailer, links, oneTimeTokens, lifetime, clock },
        mails: options.mails ?? {},
        appName: options.appName ?? new URL(baseUrl).host,
        counts: stores.lockouts,
      }),
    }
    const sweeper = new Sweeper({ stores, clock, log: appLog })
    yield services
    sweeper.stop()
    live.stop()
  })
}

/** A value as a singleton, unless it is one. */
function given<Value>(value: Given<Value>): Dependency<Value, 'app'> {
  const isSingleton = typeof value === 'object' && value !== null && '~vivace' in value
  // Whatever has the mark of inputs is one, and no value that an app gives here has it.
  return (isSingleton ? value : singleton({}, () => value)) as Dependency<Value, 'app'>
}

function linksOf(baseUrl: string, links: MailLinks = {}): Links {
  if (!URL.canParse(baseUrl))
    throw invalid(
      'baseUrl',
      `${JSON.stringify(baseUrl)} is no address`,
      "write it as in 'https://shop.example'",
    )
  const base = baseUrl.replace(/\/$/, '')
  return {
    // Behind the #, so that the token is in no log of a server and in no Referer.
    verifyEmail: links.verifyEmail ?? ((token) => `${base}/verify-email#token=${token}`),
    resetPassword: links.resetPassword ?? ((token) => `${base}/reset-password#token=${token}`),
    forgotPassword: links.forgotPassword ?? `${base}/forgot-password`,
  }
}

function mailLifetime({ mailTokenLifetime = '1h' }: Pick<AuthOptions<unknown>, 'mailTokenLifetime'>): number {
  const lifetime = parseDuration(mailTokenLifetime, 'defineAuth(), mailTokenLifetime')
  if (lifetime < 60_000 || lifetime > 3_600_000)
    throw invalid('mailTokenLifetime', 'links of mails are good from a minute to an hour', "write '1h'")
  return lifetime
}

function apiKeyPrefix(prefix = 'key'): string {
  if (!/^[a-z][a-z\d]{0,15}$/.test(prefix))
    throw invalid(
      'apiKeyPrefix',
      `${JSON.stringify(prefix)} is no prefix`,
      "write small letters, as in 'shop'",
    )
  return prefix
}

function invalid(option: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({
    code: 'AUTH_OPTION_INVALID',
    where: `defineAuth(), ${option}`,
    cause,
    remedy,
  })
}
