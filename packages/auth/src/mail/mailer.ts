/** One mail, as plain text and as HTML. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

/**
 * Sends mails: the port behind which SMTP, the service of a provider or a test stands.
 *
 *     const provider: Mailer = { send: (mail) => postmark.send({ From: sender, To: mail.to, … }) }
 */
export interface Mailer {
  /** Resolves once the mail is taken over; rejects if it is not. */
  send(mail: Mail): Promise<void>
}
