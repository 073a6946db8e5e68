import { createHash } from 'node:crypto'
import type { Clock, Logger } from 'vivace'
import { type AccountMails, accountMails, type Mailer } from '../mail/index.ts'
import type { Account, LockoutRule, LockoutStore } from '../ports/index.ts'
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
    await this.#send('verifyEmail', account, log, async () =>
      this.#parts.links.verifyEmail(await this.#parts.oneTimeTokens.issue('verify-email', account)),
    )
  }

  /** With a link to choose another password. */
  async resetPassword(account: Account, log: Logger): Promise<void> {
    await this.#send('resetPassword', account, log, async () =>
      this.#parts.links.resetPassword(await this.#parts.oneTimeTokens.issue('reset-password', account)),
    )
  }

  /** To somebody whose address was registered again. */
  async alreadyRegistered(account: Account, log: Logger): Promise<void> {
    await this.#send('alreadyRegistered', account, log, () => this.#parts.links.forgotPassword)
  }

  /** After a change: it is never held back, for it may be the only sign of a theft. */
  async passwordChanged(account: Account, log: Logger): Promise<void> {
    await this.#deliver('passwordChanged', account, log, () => this.#parts.links.forgotPassword)
  }

  async #send(
    kind: keyof AccountMails,
    account: Account,
    log: Logger,
    link: () => string | Promise<string>,
  ): Promise<void> {
    const key = `mail ${createHash('sha256').update(account.login).digest('base64url').slice(0, 22)}`
    const { isAllowed } = await this.#parts.counts.reserve(key, rule, this.#parts.clock.now())
    if (isAllowed) await this.#deliver(kind, account, log, link)
    else log.warn('A mail was held back: too many went to this address.', { kind, userId: account.id })
  }

  async #deliver(
    kind: keyof AccountMails,
    account: Account,
    log: Logger,
    link: () => string | Promise<string>,
  ): Promise<void> {
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
