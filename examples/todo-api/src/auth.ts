import { defineAuth, mailer, newKeyRing } from '@vivace/auth'
import { drizzleAuth } from '@vivace/auth/drizzle'
import { singleton } from 'vivace'
import { data } from './database.ts'
import { config, isProduction } from './settings.ts'
import { users } from './tables.ts'

/** In development there are keys under `.vivace`. */
const keys = singleton(
  { config },
  ({ config }) => config.authKeys?.reveal() ?? (isProduction ? newKeyRing() : undefined),
)

export const mails = mailer({
  url: singleton(
    { config },
    ({ config }) => config.smtpUrl?.reveal() ?? (isProduction ? 'smtp://127.0.0.1:25' : undefined),
  ),
  from: singleton({ config }, ({ config }) => config.mailFrom),
})

export const auth = defineAuth({
  store: drizzleAuth(data, { users }),
  issuer: singleton({ config }, ({ config }) => config.issuer),
  keys,
  mailer: mails,
  // `required` when mails leave: until then nobody could prove an address.
  verification: 'optional',
})
