import type { Mailer } from './mailer.ts'

/** How mails leave. */
export interface SmtpSettings {
  /** `smtps://user:password@mail.example:465`, or `smtp://…:587`, which goes on to TLS where the server offers it. */
  readonly url: string
  readonly from: string
  /** Milliseconds for each step: connecting, the greeting, every answer. */
  readonly timeout: number
}

/** A mailer over SMTP (RFC 5321), with a pool of connections; `close` ends them. */
export async function smtpMailer({ url, from, timeout }: SmtpSettings): Promise<Mailer & { close(): void }> {
  // Loaded where it is used: most processes of a development day send no mail.
  const { createTransport } = await import('nodemailer')
  const { hostname, port, protocol, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  const transport = createTransport({
    pool: true,
    host: hostname,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // A mail of ours has neither attachments nor content from elsewhere.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  })
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail })
    },
    close: () => transport.close(),
  }
}
