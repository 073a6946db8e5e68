import { App, singleton } from 'vivace'
import { cors } from 'vivace/middleware'
import { readSettings, secret, settings } from 'vivace/settings'
import * as z from 'zod'

// #region declare
export const config = settings(
  z.object({
    databaseUrl: z.url().transform(secret), // DATABASE_URL
    pageSize: z.int().min(1).max(100).default(20), // PAGE_SIZE
    admins: z.array(z.email()).default([]), // ADMINS=a@shop.example,b@shop.example
    smtp: z
      .object({
        host: z.string(), // SMTP__HOST
        password: z.string().transform(secret), // SMTP__PASSWORD
      })
      .optional(),
  }),
)
// #endregion declare

// #region now
const { origins } = readSettings(z.object({ origins: z.array(z.url()).default([]) })) // ORIGINS

export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [cors({ origins })] })
// #endregion now

// #region use
const database = singleton({ config }, ({ config }) => connect(config.databaseUrl.reveal()))

app.get(
  '/page',
  { inputs: { config, database }, returns: z.object({ size: z.int(), on: z.string() }) },
  ({ config, database }) => ({
    size: config.pageSize,
    on: database.host,
  }),
)
// #endregion use

function connect(url: string): { host: string } {
  return { host: new URL(url).hostname }
}
