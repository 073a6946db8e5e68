import type { Dependency, Duration, Schema } from 'vivace'
import type { SecurityListener } from '../events/index.ts'
import type { KeyRing } from '../keys/index.ts'
import type { LockoutOptions } from '../lockout/index.ts'
import type { AccountMails, Mailer } from '../mail/index.ts'
import type { PasswordOptions } from '../passwords/index.ts'
import type { Account, AuthStores, Grants } from '../ports/index.ts'
import type { SessionLengths } from '../sessions/index.ts'

/** A value, or a singleton that gives it: of your settings. */
export type Given<Value> = Value | Dependency<Value, 'app'>

/** Where the links of mails lead: pages of yours, which send the token on to the routes. */
export interface MailLinks {
  /** `(token) => …`; `<baseUrl>/verify-email#token=…` if absent. */
  readonly verifyEmail?: (token: string) => string
  /** `<baseUrl>/reset-password#token=…` if absent. */
  readonly resetPassword?: (token: string) => string
  /** Where somebody asks for a new password; `<baseUrl>/forgot-password` if absent. */
  readonly forgotPassword?: string
}

/** What accounts are made of; see `defineAuth`. */
export interface AuthOptions<User, Profile = undefined, Me = unknown> {
  /** Where everything is kept: `memoryAuth()`, `drizzleAuth(…)`, or parts of your own. */
  readonly store: Given<AuthStores<User>>
  /** Who issues tokens: the address of this app, `https://shop.example`. */
  readonly issuer: Given<string>
  /** Whom tokens are for; the issuer if absent. */
  readonly audience?: Given<string>
  /** The key ring that signs; the variable AUTH_KEYS if absent, and in development one under `.vivace`. */
  readonly keys?: Given<KeyRing | string | undefined>
  /** How mails leave; `mailer()` if absent: SMTP_URL, or the log in development. */
  readonly mailer?: Given<Mailer>
  /** The mails themselves: single ones of your own instead of ours. */
  readonly mails?: Partial<AccountMails>
  /** What mails call the app; the host of `baseUrl` if absent. */
  readonly appName?: string
  /** Where the pages are that mails link to; never taken from a request. The issuer if absent. */
  readonly baseUrl?: Given<string>
  readonly links?: MailLinks
  /** How long the links of mails are good: 1 h if absent, which is the most. */
  readonly mailTokenLifetime?: Duration
  /** Whether an address must be proved before its account can log in. `required` if absent. */
  readonly verification?: 'required' | 'optional'
  /** What a registration says besides address and password: a schema of the `profile` of the new account. */
  readonly profile?: Schema<unknown, Profile>
  /** The roles and scopes that who registers begins with; none if absent. */
  readonly grants?: Grants
  /** How a user is shown by `GET /me`; id, e-mail address, roles and scopes if absent. */
  readonly me?: { readonly schema: Schema<Me, unknown>; readonly show: (account: Account<User>) => Me }
  /** Scopes and what they allow, for the documents: `{ 'items:read': 'Read items.' }`. */
  readonly scopes?: Readonly<Record<string, string>>
  /** Where `routes.token` is, relative to the API document, for the Authorize button. `auth/token` if absent. */
  readonly tokenUrl?: string
  /** How long access tokens are good: 15 min if absent. */
  readonly accessTokenLifetime?: Duration
  /** How long sessions last: 7 days without use, 30 days at the most if absent. */
  readonly sessions?: SessionLengths
  readonly passwords?: PasswordOptions
  readonly lockout?: LockoutOptions
  /** Origins besides our own whose pages may log in, refresh and log out: `https://app.example`. */
  readonly origins?: readonly string[]
  /** What API keys begin with: `shop`; `key` if absent. */
  readonly apiKeyPrefix?: string
  /** Is told of every security event, after it was logged. */
  readonly onEvent?: SecurityListener
}
