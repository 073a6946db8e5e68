import type { Mail, Mailer } from './mailer.ts'

/** A mailer that sends nothing and keeps everything, for tests. */
export interface MemoryMailer extends Mailer {
  /** In the order of sending. */
  readonly sent: readonly Mail[]
  /** The last mail to an address. Throws `Error` if there is none. */
  last(to: string): Mail
}

/**
 * Keeps mails in memory, so that a test reads them.
 *
 *     const mails = memoryMailer()
 *     const auth = defineAuth({ stores, mailer: mails, … })
 *     expect(mails.last('ana@example.com').subject).toBe('Verify your e-mail address')
 */
export function memoryMailer(): MemoryMailer {
  const sent: Mail[] = []
  return {
    sent,
    last(to) {
      const mail = sent.findLast((one) => one.to === to)
      if (mail === undefined) throw new Error(`No mail was sent to ${to}.`)
      return mail
    },
    async send(mail) {
      sent.push(mail)
    },
  }
}
