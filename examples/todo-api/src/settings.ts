import { secret, settings } from 'vivace/settings'
import * as z from 'zod'

/** From the environment and from `.env`: MAX_TODOS, DATABASE_URL, … A wrong value keeps the app from starting. */
export const config = settings(
  z.object({
    /** How many todos a user may have. */
    maxTodos: z.int().min(1).default(1_000),
    /** The address of this app: who issues tokens, and where the links of mails lead. */
    issuer: z.url().default('http://localhost:8000'),
    /** A PostgreSQL; an embedded database under `.vivace/data` if absent. */
    databaseUrl: z.url().transform(secret).optional(),
    /** What signs tokens; if absent, every start in production makes new ones, and everybody logs in again. */
    authKeys: z.string().transform(secret).optional(),
    /** Where mails leave; if absent, the log shows them in development, and this machine sends them in production. */
    smtpUrl: z.url().transform(secret).optional(),
    mailFrom: z.string().default('Todo <no-reply@localhost>'),
  }),
)

export const isProduction = process.env['NODE_ENV'] === 'production'
