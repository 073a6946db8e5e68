import type { Logger } from 'vivace'
import type { Mailer } from './mailer.ts'

/** Writes mails to the log instead of sending them, links included: for development, where nobody else reads it. */
export function logMailer(log: Logger): Mailer {
  return {
    async send({ to, subject, text }) {
      // One field by a name that no logger hides: the link with its token is what the developer is after.
      log.info(`Mail to ${to}: ${subject}`, { mail: text })
    },
  }
}
