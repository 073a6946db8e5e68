import type { Mail } from './mailer.ts'

/** Words of a mail: paragraphs, of which one may be a link. */
interface Letter {
  readonly subject: string
  readonly before: string
  readonly link?: string
  readonly after: string
}

/** What a mail is about: the address it goes to, the app, and where its link leads. */
export interface MailFacts {
  readonly to: string
  readonly appName: string
  readonly link: string
  /** How long the link is good: `1 hour`. */
  readonly goodFor: string
}

/** Writes the mails of accounts. Another language or another look: replace single ones. */
export interface AccountMails {
  /** To a new address: with this link its owner says that it is theirs. */
  verifyEmail(facts: MailFacts): Mail
  /** To an address that somebody has tried to register again. */
  alreadyRegistered(facts: MailFacts): Mail
  /** To somebody who has forgotten the password. */
  resetPassword(facts: MailFacts): Mail
  /** After every change of the password. */
  passwordChanged(facts: MailFacts): Mail
}

/** The mails of accounts in plain English. */
export const accountMails: AccountMails = {
  verifyEmail: ({ to, appName, link, goodFor }) =>
    mail(to, {
      subject: 'Verify your e-mail address',
      before: `To finish your registration at ${appName}, open this link:`,
      link,
      after: `It is good for ${goodFor}, once. If it was not you who registered, ignore this mail.`,
    }),
  alreadyRegistered: ({ to, appName, link }) =>
    mail(to, {
      subject: 'You have an account already',
      before: `Somebody has tried to register at ${appName} with this address, which has an account. If it was you: log in, or choose a new password here:`,
      link,
      after: 'If it was not you, there is nothing to do: nothing has changed.',
    }),
  resetPassword: ({ to, appName, link, goodFor }) =>
    mail(to, {
      subject: 'Choose a new password',
      before: `To choose a new password for ${appName}, open this link:`,
      link,
      after: `It is good for ${goodFor}, once. If you have not asked for it, ignore this mail: your password stays as it is.`,
    }),
  passwordChanged: ({ to, appName, link }) =>
    mail(to, {
      subject: 'Your password was changed',
      before: `Your password at ${appName} was changed, and all sessions were ended. If it was not you, choose a new one at once:`,
      link,
      after: 'If it was you, there is nothing to do.',
    }),
}

function mail(to: string, { subject, before, link, after }: Letter): Mail {
  const text = [before, ...(link === undefined ? [] : [link]), after].join('\n\n')
  const anchor = link === undefined ? [] : [`<p><a href="${escaped(link)}">${escaped(link)}</a></p>`]
  const html = [`<p>${escaped(before)}</p>`, ...anchor, `<p>${escaped(after)}</p>`].join('\n')
  return { to, subject, text, html }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
