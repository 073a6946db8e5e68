import {
  appLog,
  DefinitionError,
  type Dependency,
  type Duration,
  type Logger,
  parseDuration,
  singleton,
} from 'vivace'
import { logMailer } from './log-mailer.ts'
import type { Mailer } from './mailer.ts'
import { smtpMailer } from './smtp-mailer.ts'

/** Where an app's mails go. */
export interface MailerOptions {
  /**
   * An SMTP address, or a singleton that gives one: of your settings. The variable SMTP_URL if absent; without either,
   * mails are written to the log, in development only.
   */
  readonly url?: string | Dependency<string | undefined, 'app'>
  /** Whom mails are from: `Shop <no-reply@shop.example>`. The variable MAIL_FROM if absent. */
  readonly from?: string | Dependency<string | undefined, 'app'>
  /** How long the server may take for each step. 10 s if absent. */
  readonly timeout?: Duration
  /** Where mails are written that are not sent. The log of the app if absent. */
  readonly log?: Logger
}

/**
 * The mailer of an app, as a singleton: SMTP where there is an address, the log in development.
 *
 *     const auth = defineAuth({ stores, mailer: mailer({ from: 'Shop <no-reply@shop.example>' }), … })
 *
 * Throws `DefinitionError` MAILER_INVALID when the app starts: for an address that is none, for one without a sender, and
 * in production (`NODE_ENV=production`) without an address.
 */
export function mailer(options: MailerOptions = {}): Dependency<Mailer, 'app'> {
  const timeout = parseDuration(options.timeout ?? '10s', 'mailer(), timeout')
  const inputs = {
    url: valueOf(options.url, () => process.env['SMTP_URL']),
    from: valueOf(options.from, () => process.env['MAIL_FROM']),
  }
  return singleton({ ...inputs, appLog }, async function* mailer({ url, from, appLog }) {
    if (url === undefined || url === '') {
      if (process.env['NODE_ENV'] === 'production')
        throw invalid('there is no SMTP server, and in production mails must leave', addressRemedy)
      yield logMailer(options.log ?? appLog)
      return
    }
    checkAddress(url)
    if (from === undefined || from === '')
      throw invalid('it has an SMTP server and nobody that mails are from', senderRemedy)
    const smtp = await smtpMailer({ url, from, timeout })
    yield smtp
    smtp.close()
  })
}

const addressRemedy = "set SMTP_URL, as in 'smtps://user:password@mail.example:465', or give mailer({ url })"
const senderRemedy = "set MAIL_FROM, or give mailer({ from: 'Shop <no-reply@shop.example>' })"

function valueOf(
  given: string | Dependency<string | undefined, 'app'> | undefined,
  otherwise: () => string | undefined,
): Dependency<string | undefined, 'app'> {
  return typeof given === 'object' ? given : singleton({}, () => given ?? otherwise())
}

// The address has a password: it is not repeated.
function checkAddress(url: string): void {
  const isAddress = URL.canParse(url) && ['smtp:', 'smtps:'].includes(new URL(url).protocol)
  if (!isAddress || new URL(url).hostname === '')
    throw invalid('its address is not one of an SMTP server', addressRemedy)
}

function invalid(cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'MAILER_INVALID', where: 'mailer()', cause, remedy })
}
