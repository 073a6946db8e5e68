import type { Clock, Logger } from 'vivace'
import { type AccountMails, accountMails, type Mailer } from '../mail/index.ts'
import type { Account, LockoutRule, LockoutStore } from '../ports/index.ts'
import { digest } from '../secrets/index.ts'
import type { OneTimeTokens } from './one-time-tokens.ts'

/** Where the links of mails lead, complete. */
export interface Links {
  readonly verifyEmail: (token: string) => string
  readonly resetPassword: (token: string) => string
  readonly forgotPassword: string
}

/** What mails of accounts are made with. */
export interface LettersParts {
  readonly mailer: Mailer
  readonly mails: Partial<AccountMails>
  readonly links: Links
  readonly appName: string
  readonly oneTimeTokens: OneTimeTokens
  /** How long the links are good, in milliseconds. */
  readonly lifetime: number
  readonly counts: LockoutStore
  readonly clock: Clock
}

/** One mail on its way; the link is made only if it goes. */
interface Letter {
  readonly kind: keyof AccountMails
  readonly account: Account
  readonly log: Logger
  readonly link: () => string | Promise<string>
}

/** So many mails go to one address before there are waits: nobody's mailbox is filled through us. */
const rule: LockoutRule = { limit: 3, window: 900_000, firstWait: 60_000, longestWait: 900_000 }

/** Sends the mails of accounts. What fails is logged: nobody waits for a mail, and no answer tells of one. */
export class Letters {
  readonly #parts: LettersParts

  constructor(parts: LettersParts) {
    this.#parts = parts
  }

  /** To a new address, with a link that proves it. */
  async verifyEmail(account: Account, log: Logger): Promise<void> {
    const { links, oneTimeTokens } = this.#parts
    const link = async (): Promise<string> =>
      links.verifyEmail(await oneTimeTokens.issue('verify-email', account))
    await this.#send({ kind: 'verifyEmail', account, log, link })
  }

  /** With a link to choose another password. */
  async resetPassword(account: Account, log: Logger): Promise<void> {
    const { links, oneTimeTokens } = this.#parts
    const link = async (): Promise<string> =>
      links.resetPassword(await oneTimeTokens.issue('reset-password', account))
    await this.#send({ kind: 'resetPassword', account, log, link })
  }

  /** To somebody whose address was registered again. */
  async alreadyRegistered(account: Account, log: Logger): Promise<void> {
    await this.#send({
      kind: 'alreadyRegistered',
      account,
      log,
      link: () => this.#parts.links.forgotPassword,
    })
  }

  /** After a change: it is never held back, for it may be the only sign of a theft. */
  async passwordChanged(account: Account, log: Logger): Promise<void> {
    await this.#deliver({
      kind: 'passwordChanged',
      account,
      log,
      link: () => this.#parts.links.forgotPassword,
    })
  }

  async #send(letter: Letter): Promise<void> {
    const { account, kind, log } = letter
    const key = `mail ${digest(account.login)}`
    const { isAllowed } = await this.#parts.counts.reserve(key, rule, this.#parts.clock.now())
    if (isAllowed) await this.#deliver(letter)
    else log.warn('A mail was held back: too many went to this address.', { kind, userId: account.id })
  }

  async #deliver({ kind, account, log, link }: Letter): Promise<void> {
    const { mails, mailer, appName, lifetime } = this.#parts
    const facts = { to: account.login, appName, link: await link(), goodFor: worded(lifetime) }
    try {
      await mailer.send((mails[kind] ?? accountMails[kind])(facts))
    } catch (error) {
      log.error('A mail could not be sent.', { error, kind, userId: account.id })
    }
  }
}

function worded(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000))
  if (minutes === 60) return '1 hour'
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
